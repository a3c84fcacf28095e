using Router.Documents;

namespace Router.Features.Mesh;

/// <summary><c>mesh NAME ipsec</c>: how tunnels are protected.</summary>
public sealed record IpsecConfig
{
    /// <summary>AES-GCM with X25519; AES-256 with P-384 for those who must have it.</summary>
    public static readonly ValueList<string> DefaultIke = ["aes128gcm16-prfsha256-x25519", "aes256gcm16-prfsha384-ecp384"];

    /// <summary>Perfect forward secrecy where the peer has it too.</summary>
    public static readonly ValueList<string> DefaultEsp = ["aes128gcm16-x25519", "aes256gcm16-ecp384", "aes128gcm16"];

    /// <summary>The word <c>none</c>: tunnels in clear.</summary>
    public static readonly IpsecConfig Clear = new() { None = true };

    public bool None { get; init; }

    /// <summary>The key that all peers of the mesh share.</summary>
    public SecretReference? Psk { get; init; }

    /// <summary>This router's certificate, X.509 as PEM; in place of <see cref="Psk"/>.</summary>
    public SecretReference? Certificate { get; init; }

    /// <summary>The private key that belongs to <see cref="Certificate"/>.</summary>
    public SecretReference? Key { get; init; }

    /// <summary>The authority that signed the certificates of the mesh.</summary>
    public SecretReference? Authority { get; init; }

    /// <summary>Who this router proves to be; null: its overlay address, which nobody else may then register.</summary>
    public string? Identity { get; init; }

    /// <summary>In order of preference, in strongSwan's words.</summary>
    public ValueList<string> Ike { get; init; } = DefaultIke;

    public ValueList<string> Esp { get; init; } = DefaultEsp;

    /// <summary>New keys for packets so often.</summary>
    public TimeSpan Lifetime { get; init; } = TimeSpan.FromHours(1);

    /// <summary>New keys for the negotiation itself so often.</summary>
    public TimeSpan IkeLifetime { get; init; } = TimeSpan.FromHours(4);

    /// <summary>A peer that was silent for so long is asked whether it is still there.</summary>
    public TimeSpan DeadPeer { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Each peer proves itself by a certificate, not by a key that all share.</summary>
    public bool ByCertificate => Psk is null && Certificate is not null;
}
