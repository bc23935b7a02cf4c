# Varnish in front of Floodgate: finished pages and files from memory, everything else to the shop.
#
# The shop says itself what may be kept and for how long (Cache-Control: s-maxage, stale-while-revalidate) and what a page shows
# (Surrogate-Key), so there is nothing to configure here but where it is. The integration tests run this very file.
vcl 4.1;

backend default {
  .host = "127.0.0.1";
  .port = "3000";
}

# Who may drop pages: BAN / with the header Surrogate-Key: product-….
acl droppers {
  "127.0.0.1";
}

sub vcl_recv {
  if (req.method == "BAN") {
    if (client.ip !~ droppers) {
      return (synth(403, "Not from here"));
    }
    if (req.http.surrogate-key !~ "^[a-z0-9-]+$") {
      return (synth(400, "Name one surrogate key"));
    }
    ban("obj.http.surrogate-key ~ (^|\s)" + req.http.surrogate-key + "(\s|$)");
    return (synth(200, "Dropped"));
  }
  if (req.method != "GET" && req.method != "HEAD") {
    return (pass);
  }
  # The same for everyone, whoever asks: the shop looks at no cookie for these. Name your markets here (`shop.markets`); pages of others
  # are passed. A page's language is in its address and nowhere else.
  if (req.url ~ "^(/(de|ar))?/(\?|$)" || req.url ~ "^(/(de|ar))?/(products|collections)([/?]|$)" || req.url ~ "^/(pkg|media)/") {
    unset req.http.cookie;
    unset req.http.authorization;
    return (hash);
  }
  return (pass);
}

sub vcl_backend_response {
  # What the shop marks private (a search, a refusal) is not kept; Varnish's own rules, which follow, see to that.
  if (beresp.status != 200 && beresp.status != 304) {
    set beresp.uncacheable = true;
    set beresp.ttl = 0s;
    return (deliver);
  }
}
