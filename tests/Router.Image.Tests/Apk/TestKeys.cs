using Router.Image.Apk.Signing;

namespace Router.Image.Tests.Apk;

/// <summary>A key pair for the whole run: making one takes a while.</summary>
internal static class TestKeys
{
    private static readonly Lazy<SigningKey> s_signing = new(() => SigningKey.Generate("test.rsa.pub"));

    public static SigningKey Signing => s_signing.Value;

    public static KeyRing Trusted()
    {
        var keys = new KeyRing();
        keys.Add(Signing.Name, Signing.PublicPem());
        return keys;
    }
}
