#!/bin/sh
# Types and tests of the page's own programs. What is lacking for that is told in one line, and fails only where
# AUDIOGEN_TESTS=all says that everything has to run. The argument is a folder for TypeScript, which is made; where
# `fetch` stands behind it, nothing else is done.
set -u
tools=$1
cd "$(dirname "$0")" || exit 1

pass_over() {
    echo "The page's programs were not checked: $1."
    [ "${AUDIOGEN_TESTS:-}" != all ]
    exit
}

fetch_typescript() {
    if ! cmp -s package.json "$tools/package.json"; then
        rm -rf "$tools" && mkdir -p "$tools" && cp package.json "$tools/unfinished.json" || exit 1
        # named and not read from the folder's package.json, so that this is there only when all of it is
        npm install --prefix "$tools" --no-package-lock --no-save --no-audit --no-fund --loglevel=error \
            "typescript@$(node -p 'require("./package.json").devDependencies.typescript')" ||
            pass_over "npm could not fetch TypeScript"
        mv "$tools/unfinished.json" "$tools/package.json"
    fi
}

command -v node >/dev/null && command -v npm >/dev/null || pass_over "there is no Node.js with npm"
# from these on, a file that exports something is known to be a module without being called .mjs
node -e 'const [at, of] = process.versions.node.split(".").map(Number);
    process.exit(at > 22 || (at === 22 && of >= 7) || (at === 20 && of >= 19) ? 0 : 1)' ||
    pass_over "Node.js $(node --version) is older than 20.19 or 22.7"

[ "${2:-}" != fetch ] || { fetch_typescript; exit; }

node --import ./english.js --test --test-reporter=dot ./*.test.js || exit 1

fetch_typescript
# a worker knows no page, and a page no worker's events
"$tools/node_modules/.bin/tsc" --project jsconfig.json && "$tools/node_modules/.bin/tsc" --project jsconfig.worker.json
