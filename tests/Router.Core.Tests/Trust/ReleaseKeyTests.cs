using System.Security.Cryptography;
using Router.Core.Trust;

namespace Router.Core.Tests.Trust;

public sealed class ReleaseKeyTests : IDisposable
{
    private static readonly DateOnly LastDay = new(2028, 2, 29);

    private readonly ECDsa signer = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    private string Pem => signer.ExportSubjectPublicKeyInfoPem() + "\n";

    public void Dispose() => signer.Dispose();

    [Fact]
    public void Parse_WhatItWrote_IsTheSame()
    {
        var key = new ReleaseKey { Name = "office", Pem = Pem, Until = LastDay, Revoked = "the laptop: stolen" };
        Assert.Equal(key, ReleaseKey.Parse("office", key.ToText()));
        Assert.StartsWith("until: 2028-02-29\nrevoked: the laptop: stolen\n-----BEGIN PUBLIC KEY-----\n", key.ToText());
        Assert.Equal(key with { Until = null, Revoked = null }, ReleaseKey.Parse("office", Pem));
    }

    [Theory]
    [InlineData("", "1: no public key in PEM")]
    [InlineData("until: tomorrow\n{0}", "1: 'tomorrow' is no day as 2028-11-29")]
    [InlineData("until: 2028-02-30\n{0}", "1: '2028-02-30' is no day")]
    [InlineData("\nrevoked:\n{0}", "2: 'revoked:' is neither")]
    [InlineData("colour: red\n{0}", "1: 'colour: red' is neither 'until: DAY' nor 'revoked: REASON'")]
    [InlineData("-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n", "1: the public key cannot be read")]
    public void Parse_WhatIsNoKey_SaysWhere(string text, string message) => Assert.StartsWith(
        message, Assert.Throws<FormatException>(() => ReleaseKey.Parse("x", text.Replace("{0}", Pem, StringComparison.Ordinal))).Message);

    [Fact]
    public void Parse_KeyOfAnotherKind_IsRefused()
    {
        using var rsa = RSA.Create(2048);
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        Assert.Contains(
            "the public key cannot be read",
            Assert.Throws<FormatException>(() => ReleaseKey.Parse("x", rsa.ExportSubjectPublicKeyInfoPem())).Message);
        Assert.Equal(
            "1: a key on another curve than P-256",
            Assert.Throws<FormatException>(() => ReleaseKey.Parse("x", other.ExportSubjectPublicKeyInfoPem())).Message);
    }

    [Theory]
    [InlineData(null, null, 0, SignatureTrust.Good)]
    [InlineData(null, "2028-02-29", 0, SignatureTrust.Good)]
    [InlineData(null, "2028-02-28", 0, SignatureTrust.Expired)]
    [InlineData("stolen", "2030-01-01", 0, SignatureTrust.Revoked)]
    [InlineData(null, null, 1, SignatureTrust.Stranger)]
    [InlineData(null, null, 2, SignatureTrust.Stranger)]
    [InlineData(null, null, 3, SignatureTrust.Missing)]
    public void Check_Signature_IsWorthWhatItsKeyIs(string? revoked, string? until, int fault, SignatureTrust trust)
    {
        byte[] data = [1, 2, 3];
        var signature = signer.SignData(data, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
        using var stranger = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var keys = new ReleaseKeys(
        [
            new ReleaseKey { Name = "b", Pem = Pem, Revoked = revoked, Until = until is null ? null : DateOnly.Parse(until) },
            new ReleaseKey { Name = "a", Pem = stranger.ExportSubjectPublicKeyInfoPem() },
        ]);
        data[0] ^= (byte)(fault == 1 ? 1 : 0);
        var verdict = keys.Check(data, fault switch { 2 => [0x30, 0x80, 7], 3 => null, _ => signature }, LastDay);
        Assert.Equal((trust, fault == 0 ? "b" : null), (verdict.Trust, verdict.Key?.Name));
    }

    [Theory]
    [InlineData("office-2026", true)]
    [InlineData("", false)]
    [InlineData("-x", false)]
    [InlineData("Office", false)]
    [InlineData("../x", false)]
    [InlineData("a.b", false)]
    public void IsName_Text_IsAFileName(string name, bool good) => Assert.Equal(good, ReleaseKey.IsName(name));
}
