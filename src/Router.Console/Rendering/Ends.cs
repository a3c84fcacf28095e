namespace Router.Console.Rendering;

/// <summary>An end of a session: the address, and the port where there is one.</summary>
internal static class Ends
{
    public static string Of(string address, int port) =>
        port == 0 ? address : address.Contains(':', StringComparison.Ordinal) ? $"[{address}]:{port}" : $"{address}:{port}";
}
