using Router.Core.State;
using Router.Features.Configuration;

namespace Router.Features.Mesh.Build;

/// <summary>
/// strongSwan's IKE daemon, for protected meshes alone. Its file holds no connection and no key: the daemon gives it those over the
/// socket named here. It runs as a user of its own, with the right to set the kernel's IPsec up.
/// </summary>
public static class StrongSwan
{
    /// <summary>Where it speaks VICI.</summary>
    public const string Socket = "/run/charon.vici";

    private const string File = "/etc/strongswan.conf";

    // Retransmissions at 0, 1, 2.5, 4.8, 8.1 and 13.2 s; 20.8 s after the first a peer is dead.
    private const string Text =
        $$"""
        charon {
          load = random nonce openssl aes sha1 sha2 hmac kdf gcm curve25519 gmp pem pkcs1 pkcs8 x509 pubkey constraints kernel-netlink socket-default vici
          user = strongswan
          group = strongswan
          install_routes = no
          install_virtual_ip = no
          retransmit_tries = 5
          retransmit_timeout = 1.0
          retransmit_base = 1.5
          close_ike_on_child_failure = yes
          plugins {
            vici {
              socket = unix://{{Socket}}
            }
          }
          syslog {
            daemon {
              default = 0
            }
          }
        }

        """;

    internal static DesiredService Build(RouterConfig config) => new()
    {
        Name = "strongswan",
        Running = config.Mesh.Values.Any(mesh => mesh.Ipsec is { None: false }),
        OnChange = ServiceChange.Restart,
        Owns = [File],
        Files = config.Mesh.Values.Any(mesh => mesh.Ipsec is { None: false }) ? [new(File, Text)] : [],
    };
}
