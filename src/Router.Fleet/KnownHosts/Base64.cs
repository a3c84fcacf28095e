namespace Router.Fleet.KnownHosts;

internal static class Base64
{
    public static bool TryDecode(string text, out byte[] bytes)
    {
        bytes = new byte[text.Length];
        var good = Convert.TryFromBase64String(text, bytes, out var length);
        bytes = bytes[..length];
        return good;
    }
}
