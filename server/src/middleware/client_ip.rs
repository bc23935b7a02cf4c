//! Which address a request comes from, as far as that can be known.

use std::net::{IpAddr, Ipv6Addr, SocketAddr};

use http::HeaderMap;
use ipnet::IpNet;

const FORWARDED_FOR: &str = "x-forwarded-for";

/// The client's address. Set on every request before anything else looks at it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClientIp {
    /// The address itself.
    pub addr: IpAddr,
    /// The connection came from a trusted proxy, so what it says in its other headers counts too.
    pub via_proxy: bool,
}

impl ClientIp {
    /// Starts at the connection's own address. While the hop in hand is a trusted proxy, the entry it appended to
    /// X-Forwarded-For (the right-most not yet read) is the next; everything further left could be made up.
    #[must_use]
    pub fn of(peer: IpAddr, headers: &HeaderMap, trusted: &[IpNet]) -> Self {
        let is_trusted = |addr: &IpAddr| trusted.iter().any(|net| net.contains(addr));
        let mut addr = peer.to_canonical();
        let via_proxy = is_trusted(&addr);
        let lines: Vec<_> = headers.get_all(FORWARDED_FOR).iter().collect();
        let mut hops = lines.iter().rev().flat_map(|line| line.to_str().unwrap_or_default().rsplit(','));
        while is_trusted(&addr) {
            match hops.next().and_then(parse) {
                Some(next) => addr = next,
                None => break,
            }
        }
        Self { addr, via_proxy }
    }

    /// What limits are counted by: an IPv4 address, or the /64 that one IPv6 customer is given.
    #[must_use]
    pub fn limit_key(self) -> IpAddr {
        match self.addr {
            IpAddr::V4(_) => self.addr,
            IpAddr::V6(addr) => IpAddr::V6(Ipv6Addr::from_bits(addr.to_bits() & (u128::MAX << 64))),
        }
    }
}

/// `192.0.2.1`, `192.0.2.1:4711`, `2001:db8::1`, `[2001:db8::1]`, `[2001:db8::1]:4711`.
fn parse(hop: &str) -> Option<IpAddr> {
    let hop = hop.trim();
    let bare = hop.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).unwrap_or(hop);
    let addr = bare.parse().ok().or_else(|| hop.parse::<SocketAddr>().ok().map(|addr| addr.ip()));
    addr.map(|addr: IpAddr| addr.to_canonical())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn client(peer: &str, forwarded: &[&str]) -> String {
        let mut headers = HeaderMap::new();
        for line in forwarded {
            headers.append(FORWARDED_FOR, line.parse().unwrap());
        }
        let trusted = ["10.0.0.0/8".parse().unwrap(), "fd00::/8".parse().unwrap()];
        ClientIp::of(peer.parse().unwrap(), &headers, &trusted).addr.to_string()
    }

    #[test]
    fn a_stranger_is_taken_by_its_own_address_whatever_it_claims() {
        assert_eq!(client("203.0.113.9", &["198.51.100.1"]), "203.0.113.9");
    }

    #[test]
    fn a_trusted_proxy_names_its_client() {
        assert_eq!(client("10.0.0.1", &["198.51.100.1"]), "198.51.100.1");
        assert_eq!(client("10.0.0.1", &["198.51.100.1, 10.0.0.7"]), "198.51.100.1");
        assert_eq!(client("10.0.0.1", &["198.51.100.1", "10.0.0.7"]), "198.51.100.1");
        assert_eq!(client("fd00::1", &["[2001:db8::5]:443"]), "2001:db8::5");
        assert_eq!(client("10.0.0.1", &["198.51.100.1:5000"]), "198.51.100.1");
    }

    #[test]
    fn what_a_client_wrote_left_of_the_proxys_entry_is_ignored() {
        assert_eq!(client("10.0.0.1", &["1.1.1.1, 198.51.100.1"]), "198.51.100.1");
        assert_eq!(client("10.0.0.1", &["1.1.1.1", "2.2.2.2, 198.51.100.1, 10.3.3.3"]), "198.51.100.1");
    }

    #[test]
    fn nonsense_from_a_proxy_leaves_the_proxys_own_address() {
        assert_eq!(client("10.0.0.1", &["unknown"]), "10.0.0.1");
        assert_eq!(client("10.0.0.1", &[""]), "10.0.0.1");
        assert_eq!(client("10.0.0.1", &[]), "10.0.0.1");
    }

    #[test]
    fn one_host_has_one_key() {
        assert_eq!(client("::ffff:203.0.113.9", &[]), "203.0.113.9");
        let key = |text: &str| ClientIp { addr: text.parse().unwrap(), via_proxy: false }.limit_key();
        assert_eq!(key("2001:db8:1:2:3:4:5:6"), key("2001:db8:1:2::"));
        assert_ne!(key("2001:db8:1:2::"), key("2001:db8:1:3::"));
    }

    proptest! {
        #[test]
        fn no_header_moves_a_stranger(line in "[ -~]{0,80}") {
            prop_assert_eq!(client("203.0.113.9", &[&line]), "203.0.113.9");
        }

        #[test]
        fn nothing_left_of_an_untrusted_entry_counts(left in "[ -~]{0,80}") {
            prop_assert_eq!(client("10.0.0.1", &[&format!("{left},198.51.100.1")]), "198.51.100.1");
        }
    }
}
