/** The help texts, as literally printed; a test holds them against the README. */

export const mainHelp = `Usage: feedwright <command> [options]

Turns a folder of Markdown articles into RSS 2.0, Atom 1.0 and JSON Feed 1.1.

Commands:
  build [site]      Write the feeds of a site
  diff [site]       Show what subscribers would see of a build
  headers [site]    Print what a web server must say of the feeds
  links [site]      Print the lines that lead from a page to the feeds, or add them
  ping [site]       Tell hubs of what has changed and they were not told of
  redirects [site]  List the addresses that articles have left, for a web server
  schedule [site]   Write the feeds whenever it is time, and when an article is due
  serve [site]      Serve the feeds and pages in the output folder
  stamp FILE...     Make articles of texts: add title, date, slug, description, id
  watch [site]      Build whenever a file is saved

Options:
  -h, --help        This help, or that of a command
  -V, --version     The version

Examples:
  feedwright build --url https://blog.example/
  feedwright stamp posts/pasted.txt
  feedwright build --help
`;

export const buildHelp = `Usage: feedwright build [site] [options]

Reads the articles of a site (a folder; default: here) and writes its feeds.

Options:
  --config FILE        Config file (default: feedwright.config.*, or package.json)
  --posts DIR          Folder of the articles (default: posts)
  --out DIR            Folder for the feeds, or s3://bucket/prefix (default: output)
  --url URL            Where the site is published
  --title TEXT         Title of the feeds (default: the host in the URL)
  --limit N            Never more entries in a feed (default: 300)
  --invalid fail|skip  Stop at invalid articles, or leave them out (default: fail)
  --now INSTANT        Act as if it were then
  --frozen             Leave the ledger as it is, where nobody would commit it
  --allow-flood        Publish although many old articles appear as new, or vanish
  --live URL           Compare with the feeds at this address, not in the folder
  --ping               Tell hubs, and others that the settings name, of what changed
  --wait-for-deploy [SECONDS]
                       Tell them once the public sees it (default: 600 at most)
  --dry-run            Say what would change, write nothing
  --json               Print one JSON object
  --quiet              Print problems only
  --verbose            Say what is left out and why, and where the time went
  -h, --help           This help

Examples:
  feedwright build --url https://blog.example/
  feedwright build site --posts content/posts --out public --invalid skip
  feedwright build --dry-run --json --now 2027-01-01
`;

export const diffHelp = `Usage: feedwright diff [site] [options]

Shows what subscribers would see of a build, by feed: what is new to them, edited,
issued again under another id, or withdrawn. Writes nothing. Takes the options of
build; without --live it compares with the output folder.

Options:
  --live URL           Compare with the feeds at this address
  --config FILE        Config file, as for build; so are --posts, --out, --url,
                       --title, --limit, --invalid and --now
  --json               Print one JSON object
  -h, --help           This help

Examples:
  feedwright diff
  feedwright diff --live https://blog.example/
  feedwright diff site --now 2027-01-01 --json
`;

export const headersHelp = `Usage: feedwright headers [site] [options]

Prints what a web server must say of the feeds, in the form that it reads: their
types, how long they may be kept, and that every site may read them.

Options:
  --for SERVER         netlify (default), cloudflare, vercel, nginx or apache
  --config FILE        Config file, as for build
  --url URL            Where the site is published
  -h, --help           This help

Examples:
  feedwright headers >> public/_headers
  feedwright headers --for nginx > feeds.conf
  feedwright headers --for apache >> public/.htaccess
`;

export const linksHelp = `Usage: feedwright links [site] [options]

Prints the lines by which readers find the feeds from a page, for its head. With
--write, adds them to the built pages that lack them, and changes nothing else.

Options:
  --write DIR          Folder of the built pages, as served at the site's address
  --dry-run            Say which pages would change, write nothing
  --config FILE        Config file, as for build
  --url URL            Where the site is published
  --json               Print one JSON object
  -h, --help           This help

Examples:
  feedwright links
  feedwright links --write public --dry-run
  feedwright links site --url https://blog.example/ --json
`;

export const pingHelp = `Usage: feedwright ping [site] [options]

Tells hubs, and others that the settings name, of the feeds that builds have changed
since they were told last. What does not arrive is told by the next ping.

Options:
  --all                Tell of every live feed, whether it changed or not
  --wait-for-deploy [SECONDS]
                       Tell them once the public sees it (default: 600 at most)
  --config FILE        Config file, as for build; so are --out and --url
  --json               Print one JSON object
  --quiet              Print problems only
  -h, --help           This help

Examples:
  feedwright ping
  feedwright ping --wait-for-deploy
  feedwright ping site --all --json
`;

export const redirectsHelp = `Usage: feedwright redirects [site] [options]

Lists the addresses that articles have left, by the ledger, and where they are now.

Options:
  --for SERVER         netlify (default; Cloudflare Pages too), nginx or apache
  --config FILE        Config file, as for build
  --url URL            Where the site is published
  -h, --help           This help

Examples:
  feedwright redirects > public/_redirects
  feedwright redirects --for nginx > redirects.conf
  feedwright redirects --for apache >> public/.htaccess
`;

export const scheduleHelp = `Usage: feedwright schedule [site] [options]

Builds when it starts, when a cron expression says so, and at the very second that
an article is due or expires, until it is told to end. Leaves invalid articles out
and reports them, unless the settings say otherwise.

Options:
  --cron EXPRESSION    When to build; may be given several times
                       (default: "*/15 * * * *", every 15 minutes)
  --timezone ZONE      Time zone of the expressions (default: that of the site)
  --once               Build once, as build does, and end
  --next-run           Print when the next build is due, and end
  --health PORT        Answer at /healthz, /readyz and /metrics (0: one that is free)
  --health-host HOST   Address to listen on (default: 127.0.0.1, this machine alone)
  --replicas           Share the work with other schedules of the site, through the
                       Redis at REDIS_URL (default: redis://127.0.0.1:6379)
  --config FILE        Config file, as for build; so are --posts, --out, --url,
                       --title, --limit, --invalid, --frozen and --allow-flood
  --json               Print one JSON object a line, as where nobody looks on
  -h, --help           This help

Examples:
  feedwright schedule
  feedwright schedule site --cron "0 7-19 * * 1-5" --cron @daily --health 9090
  feedwright schedule --once
`;

export const serveHelp = `Usage: feedwright serve [site] [options]

Serves the output folder of a site, to try things out, or behind a proxy. Nothing
outside the folder can be reached, and nothing hidden in it.

Options:
  --port N         Port (default: 8080; 0 for one that is free)
  --host ADDRESS   Address to listen on (default: 127.0.0.1, this machine alone)
  --config FILE    Config file, as for build; so are --out and --url
  -h, --help       This help

Examples:
  feedwright serve
  feedwright serve site --port 3000
  feedwright serve --host 0.0.0.0
`;

export const stampHelp = `Usage: feedwright stamp FILE... [options]

Makes an article of each text: adds what is missing of title, date, slug,
description and id to its front matter, and keeps every byte of the body but the
headline that becomes the title. Of a .txt it makes the .md beside it.

Options:
  --date DATE      Date of the article (default: now)
  --config FILE    Config file, for the time zone
  --dry-run        Show the change as a diff, write nothing
  --json           Print one JSON object
  -h, --help       This help

Examples:
  feedwright stamp posts/pasted.txt
  feedwright stamp posts/*.md --dry-run
  feedwright stamp posts/old.md --date "2019-05-27 11:40 +0100"
`;

export const watchHelp = `Usage: feedwright watch [site] [options]

Builds, and builds again whenever a file of the site is saved. Problems stay on the
screen until they are mended; an invalid article holds no other back.

Options:
  --serve PORT         Serve the output too; open pages show each build at once
  --host ADDRESS       Address to serve on (default: 127.0.0.1, this machine alone)
  --config FILE        Config file, as for build; so are --posts, --out, --url,
                       --title, --limit, --frozen and --allow-flood
  --invalid fail|skip  Stop at invalid articles, or leave them out (default: skip)
  -h, --help           This help

Examples:
  feedwright watch
  feedwright watch --serve 8080
  feedwright watch site --invalid fail
`;
