using Router.Documents.Shapes;

namespace Router.Features.Mesh;

internal static class IpsecShape
{
    private static readonly ScalarShape<string> Identity = Scalars.Text(
        "IKE identity", "branch-7.example.net",
        check: text => text.Length is > 0 and <= 255 && !text.Any(char.IsControl) && text[0] != '%'
            ? null
            : "is no identity: an address, a name, an e-mail address or a distinguished name");

    private static readonly ListShape<string> Ike = new(Scalars.Text("IKE proposal", IpsecConfig.DefaultIke[0], check: Proposals.CheckIke));

    private static readonly ListShape<string> Esp = new(Scalars.Text("ESP proposal", IpsecConfig.DefaultEsp[0], check: Proposals.CheckEsp));

    public static readonly RecordShape<IpsecConfig> Shape = new RecordShape<IpsecConfig>(
            "protection of tunnels", "How tunnels are protected: none, or keys.", () => new())
        .OrWord("none", IpsecConfig.Clear, "tunnels in clear: whoever sees the underlay reads and forges everything")
        .WithValue(
            "psk", SecretShape.Shape, i => i.Psk, (i, v) => i with { Psk = v },
            "The key that all peers of the mesh share. Whoever has it may pose as any of them; certificates tell them apart.")
        .WithValue("certificate", SecretShape.Shape, i => i.Certificate, (i, v) => i with { Certificate = v },
            "In place of psk: this router's certificate (X.509 as PEM). Its subjectAltName holds the overlay address, or the identity.")
        .WithValue(
            "key", SecretShape.Shape, i => i.Key, (i, v) => i with { Key = v }, "The private key (PEM) that belongs to the certificate.")
        .WithValue(
            "ca", SecretShape.Shape, i => i.Authority, (i, v) => i with { Authority = v },
            "The authority's certificate (PEM): peers whose certificates it signed are let in.")
        .With("identity", Identity, i => i.Identity, (i, v) => i with { Identity = v },
            "Who this router proves to be; its overlay address without it, which nobody else may then register.")
        .With(
            "ike", Ike, i => i.Ike, (i, v) => i with { Ike = v },
            "Algorithms of the negotiation in strongSwan's words, the preferred ones first.")
        .With(
            "esp", Esp, i => i.Esp, (i, v) => i with { Esp = v },
            "Algorithms of packets; one with a group gets fresh keys at each renewal.")
        .WithValue("lifetime", Scalars.Duration, i => i.Lifetime, (i, v) => i with { Lifetime = v }, "Packets get new keys so often.")
        .WithValue(
            "ike-lifetime", Scalars.Duration, i => i.IkeLifetime,
            (i, v) => i with { IkeLifetime = v }, "The negotiation gets new keys so often.")
        .WithValue("dead-peer", Scalars.Duration, i => i.DeadPeer, (i, v) => i with { DeadPeer = v },
            "A peer that was silent for so long is asked whether it is still there; one that does not answer is given up 20 seconds later.");
}
