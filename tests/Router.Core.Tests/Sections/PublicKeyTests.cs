using System.Security.Cryptography;
using Router.Core.Shapes;
using Router.Documents.Shapes;

namespace Router.Core.Tests.Sections;

/// <summary>Public keys of users: kinds, sizes, and what may stand in front of one.</summary>
public sealed class PublicKeyTests
{
    private const string Ed25519 = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIB8oEqVqaEs2YmDCKH7dcVPkYD9gbvRqoxSDwPCUPMlF anna@laptop";

    private const string Ecdsa =
        "ecdsa-sha2-nistp256 AAAAE2VjZHNhLXNoYTItbmlzdHAyNTYAAAAIbmlzdHAyNTYAAABBBCb4rm6K4ujejENjCQAS7nwu2LxJjnyfFmRDozzAVyGxlDo0+rH0+oYA0N4gSXjeXxHLwwMMKeTamuEQwljSFr8= e";

    [Theory]
    [InlineData(Ed25519)]
    [InlineData(Ecdsa)]
    [InlineData("from=\"10.0.0.0/8,2001:db8::/32,192.0.2.7\" " + Ed25519)]
    [InlineData("restrict,expiry-time=\"20271231\",no-touch-required " + Ed25519)]
    [InlineData("verify-required " + Ecdsa)]
    public void Check_Fine_IsTaken(string key) => Assert.Null(Wrong(key));

    [Theory]
    [InlineData("command=\"/bin/sh\" " + Ed25519, "has the option 'command'")]
    [InlineData("agent-forwarding,restrict " + Ed25519, "has the option 'agent-forwarding'")]
    [InlineData("from=\"*.example.net\" " + Ed25519, "which is neither an address nor a prefix")]
    [InlineData("from=10.0.0.0/8 " + Ed25519, "has from without a value in quotes")]
    [InlineData("from=\"10.0.0.0/8\\\" " + Ed25519, "has from without a value in quotes")]
    [InlineData("expiry-time=\"tomorrow\" " + Ed25519, "has an expiry-time that is neither")]
    [InlineData("restrict=\"yes\" " + Ed25519, "gives restrict a value")]
    [InlineData("from=\"10.0.0.0/8\"", "is no public key")]
    [InlineData("hello world", "has the unknown type")]
    public void Check_Wrong_SaysWhat(string key, string expected) => Assert.Contains(expected, Wrong(key), StringComparison.Ordinal);

    [Theory]
    [InlineData(1024, "is an RSA key of 1024 bits")]
    [InlineData(2040, "is an RSA key of 2040 bits")]
    [InlineData(2048, null)]
    [InlineData(4096, null)]
    public void Check_Rsa_IsAsLongAsItHasToBe(int bits, string? expected)
    {
        using var rsa = RSA.Create(bits);
        var numbers = rsa.ExportParameters(includePrivateParameters: false);
        byte[] blob = [.. Part("ssh-rsa"u8.ToArray()), .. Part(numbers.Exponent!), .. Part([0, .. numbers.Modulus!])];
        var wrong = Wrong($"ssh-rsa {Convert.ToBase64String(blob)} anna");
        if (expected is null)
            Assert.Null(wrong);
        else
            Assert.StartsWith(expected, wrong, StringComparison.Ordinal);
    }

    [Fact]
    public void Check_RsaCutOffAnywhere_NeverThrows()
    {
        using var rsa = RSA.Create(2048);
        var numbers = rsa.ExportParameters(includePrivateParameters: false);
        byte[] blob = [.. Part("ssh-rsa"u8.ToArray()), .. Part(numbers.Exponent!), .. Part([0, .. numbers.Modulus!])];
        for (var length = 0; length < blob.Length; length++)
            Assert.NotNull(Wrong($"ssh-rsa {Convert.ToBase64String(blob.AsSpan(0, length))}"));
    }

    private static string? Wrong(string text) => ((IScalarShape)NameScalars.PublicKey).Check(text);

    private static byte[] Part(byte[] bytes) => [0, 0, (byte)(bytes.Length >> 8), (byte)bytes.Length, .. bytes];
}
