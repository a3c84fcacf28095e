namespace Router.Features.Firewall.Build;

/// <summary>Names of the sets that stand for names of the document.</summary>
internal static class SetNames
{
    public static string Zone(string zone) => $"zone_{zone}";

    public static string Addresses(string set, bool ipv6) => ipv6 ? $"set6_{set}" : $"set4_{set}";
}
