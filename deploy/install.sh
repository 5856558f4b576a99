#!/bin/sh
# Installs worgl on Debian 12 or later: the steps of docs/operating/install.md, word for word.
#
#   HOST=coins.example.org sh deploy/install.sh              with nginx and a certificate by certbot
#   HOST=coins.example.org FRONT=caddy sh deploy/install.sh  with Caddy, which gets its certificate by itself
#   DATABASE=postgresql ...                                  with PostgreSQL instead of SQLite
#   CERTIFICATE=self ...                                     with a certificate made here, to try it
#   sh deploy/install.sh --print STEP                        prints what a step does; the page is tested against it
#
# With ROOT=/some/folder everything is put below that folder, and what needs a Debian of one's own (packages, users,
# systemd, certbot, firewall) is left out and named.
set -eu

FRONT=${FRONT:-nginx} DATABASE=${DATABASE:-sqlite} CERTIFICATE=${CERTIFICATE:-letsencrypt} ROOT=${ROOT:-}
SOURCE=${SOURCE:-$(cd "$(dirname "$0")/.." && pwd)}

step_packages() { cat <<'END'
apt-get update
apt-get install --yes git python3 python3-venv openssl curl ufw
END
}

step_user() { cat <<'END'
id worgl >/dev/null 2>&1 || useradd --system --user-group --home-dir /srv/worgl --shell /usr/sbin/nologin worgl
END
}

step_folders() { cat <<'END'
install -d -o worgl -g worgl -m 0700 /srv/worgl /srv/worgl/backups
install -d -o root -g worgl -m 0750 /etc/worgl /etc/worgl/tls
END
}

step_code() { cat <<'END'
test -d /opt/worgl || git clone "$SOURCE" /opt/worgl
cd /opt/worgl && python3 tools/bootstrap.py run
END
}

step_settings() { cat <<'END'
cd /opt/worgl/deploy
test -e /etc/worgl/settings || sed "s/coins.example.org/$HOST/g" settings > /etc/worgl/settings
chown root:worgl /etc/worgl/settings
chmod 0640 /etc/worgl/settings
install -m 0755 worgl /usr/local/bin/worgl
END
}

step_postgresql() { cat <<'END'
cd / && apt-get install --yes postgresql
test -s /etc/worgl/database || echo "postgresql://worgl:$(openssl rand -hex 24)@127.0.0.1/worgl" > /etc/worgl/database
chown root:worgl /etc/worgl/database
chmod 0640 /etc/worgl/database
PASSWORD=$(sed "s/.*worgl:\(.*\)@.*/\1/" /etc/worgl/database)
printf '%s\n' "SELECT 'CREATE ROLE worgl LOGIN CREATEDB' WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'worgl') \gexec" \
  "ALTER ROLE worgl PASSWORD '$PASSWORD';" \
  "SELECT 'CREATE DATABASE worgl OWNER worgl' WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = 'worgl') \gexec" |
  runuser -u postgres -- psql --quiet --set ON_ERROR_STOP=1
sed -i "s/^# DATABASE_URL_FILE=/DATABASE_URL_FILE=/" /etc/worgl/settings
END
}

step_init() { cat <<'END'
/usr/local/bin/worgl init
END
}

step_units() { cat <<'END'
cd /opt/worgl/deploy
install -m 0644 worgl.service worgl-work.service worgl-backup.service worgl-backup.timer /etc/systemd/system/
systemctl daemon-reload
systemctl enable worgl.service worgl-work.service
systemctl restart worgl.service worgl-work.service
systemctl enable --now worgl-backup.timer
curl --silent --fail --retry 90 --retry-delay 1 --retry-all-errors --output /dev/null http://127.0.0.1:8000/readyz ||
  { journalctl --no-pager --lines 10 --unit worgl; false; }
END
}

step_own_certificate() { cat <<'END'
test -e /etc/worgl/tls/fullchain.pem || openssl req -x509 -newkey rsa:2048 -nodes -days 365 -subj "/CN=$HOST" -addext "subjectAltName=DNS:$HOST" \
  -keyout /etc/worgl/tls/privkey.pem -out /etc/worgl/tls/fullchain.pem 2>/dev/null
END
}

step_nginx() { cat <<'END'
apt-get install --yes nginx certbot
sed "s/coins.example.org/$HOST/g" /opt/worgl/deploy/nginx.conf > /etc/nginx/sites-available/worgl
ln -sf /etc/nginx/sites-available/worgl /etc/nginx/sites-enabled/worgl
nginx -t
systemctl enable nginx
systemctl reload-or-restart nginx
END
}

step_certificate() { cat <<'END'
certbot certonly --webroot --webroot-path /var/www/html --domain "$HOST" --deploy-hook "systemctl reload nginx"
ln -sf "/etc/letsencrypt/live/$HOST/fullchain.pem" /etc/worgl/tls/fullchain.pem
ln -sf "/etc/letsencrypt/live/$HOST/privkey.pem" /etc/worgl/tls/privkey.pem
END
}

step_caddy() { cat <<'END'
apt-get install --yes caddy
sed "s/coins.example.org/$HOST/g" /opt/worgl/deploy/Caddyfile > /etc/caddy/Caddyfile
caddy validate --config /etc/caddy/Caddyfile --adapter caddyfile
systemctl enable caddy
systemctl reload-or-restart caddy
END
}

step_caddy_own_certificate() { cat <<'END'
sed -i "s/^$HOST {/&\n\ttls internal/" /etc/caddy/Caddyfile
systemctl reload caddy
END
}

step_firewall() { cat <<'END'
for port in $(sshd -T 2>/dev/null | sed -n 's/^port //p'); do ufw allow "$port/tcp"; done
ufw allow 80/tcp
ufw allow 443/tcp
ufw --force enable
END
}

# Below a folder there are no packages, users and services; what is left out is named on stderr.
elsewhere() {
  sed -E "s#(^|[ \"=])/(srv|etc|opt|usr/local/bin)(/| |\$)#\1$ROOT/\2\3#g" |
    sed -E 's/ -o (worgl|root) -g worgl / /' |
    while IFS= read -r line; do
      case $line in
        apt-get*|systemctl*|certbot*|*letsencrypt*|*ufw\ *|curl*|*journalctl*|chown*|nginx*|caddy*|id\ worgl*|*runuser*|*bootstrap.py*|*git\ clone*)
          echo "left out: $line" >&2 ;;
        *) printf '%s\n' "$line" ;;
      esac
    done
}

# The files that were put below a folder name that folder.
relocate() {
  for file in /etc/worgl/settings /usr/local/bin/worgl /etc/systemd/system/worgl.service \
    /etc/systemd/system/worgl-work.service /etc/systemd/system/worgl-backup.service \
    /etc/nginx/sites-available/worgl /etc/caddy/Caddyfile; do
    [ -f "$ROOT$file" ] && ! grep -q "$ROOT" "$ROOT$file" || continue
    sed -i -E "s#(^|[ \"=])/(srv|etc|opt)/worgl#\1$ROOT/\2/worgl#g; s/= worgl \]/= \"$(id -un)\" ]/" "$ROOT$file"
  done
}

run() {
  echo "== $1" >&2
  export HOST SOURCE
  if [ -n "$ROOT" ]; then
    "step_$1" | elsewhere | sh -eu || failed "$1"
    relocate
  else
    "step_$1" | sh -eu || failed "$1"
  fi
}

failed() {
  echo "install.sh: the step “$1” failed; mend what stands above and start again" >&2
  exit 1
}

if [ "${1:-}" = --print ]; then
  "step_$2"
  exit
fi
case $FRONT in nginx|caddy) ;; *) echo "FRONT must be nginx or caddy, not $FRONT" >&2; exit 2 ;; esac
case $DATABASE in sqlite|postgresql) ;; *) echo "DATABASE must be sqlite or postgresql, not $DATABASE" >&2; exit 2 ;; esac
case $CERTIFICATE in letsencrypt|self) ;; *) echo "CERTIFICATE must be letsencrypt or self, not $CERTIFICATE" >&2; exit 2 ;; esac
if [ -z "$ROOT" ] && [ "$(id -u)" != 0 ]; then
  echo "Run this as root (su -, or sudo): it installs packages, makes a user and starts services." >&2
  exit 2
fi
[ -n "${HOST:-}" ] || { echo "name the host people will type: HOST=coins.example.org sh deploy/install.sh" >&2; exit 2; }
if [ -n "$ROOT" ]; then
  mkdir -p "$ROOT/opt" "$ROOT/usr/local/bin" "$ROOT/etc/systemd/system" "$ROOT/etc/caddy" \
    "$ROOT/etc/nginx/sites-available" "$ROOT/etc/nginx/sites-enabled"
  ln -sfn "$SOURCE" "$ROOT/opt/worgl"
else
  run packages
fi
run user
run folders
run code
run settings
if [ "$DATABASE" = postgresql ]; then run postgresql; fi
run init
run units
case $FRONT in
  caddy)
    run caddy
    if [ "$CERTIFICATE" = self ]; then run caddy_own_certificate; fi ;;
  nginx)
    # nginx does not start without a certificate: one made here opens the door through which the real one comes.
    run own_certificate
    run nginx
    if [ "$CERTIFICATE" = letsencrypt ]; then run certificate; fi ;;
esac
run firewall
echo "https://$HOST answers. Next: register there and found your community." >&2
