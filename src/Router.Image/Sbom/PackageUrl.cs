namespace Router.Image.Sbom;

/// <summary>Package URLs (purl): <c>pkg:TYPE/NAMESPACE/NAME@VERSION?QUALIFIERS</c>.</summary>
internal static class PackageUrl
{
    /// <param name="place">Type and namespace, <c>deb/debian</c>.</param>
    /// <param name="qualifiers">Those without a value are left out.</param>
    public static string Of(string place, string name, string version, params (string Key, string? Value)[] qualifiers)
    {
        var tail = string.Join('&', qualifiers.Where(q => !string.IsNullOrEmpty(q.Value))
            .OrderBy(q => q.Key, StringComparer.Ordinal)
            .Select(q => $"{q.Key}={Encode(q.Value!)}"));
        return $"pkg:{place}/{Encode(name)}@{Encode(version)}{(tail.Length > 0 ? "?" : "")}{tail}";
    }

    /// <summary>Colons stay as they are.</summary>
    private static string Encode(string text) => Uri.EscapeDataString(text).Replace("%3A", ":", StringComparison.Ordinal);
}
