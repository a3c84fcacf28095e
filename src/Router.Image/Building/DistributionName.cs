namespace Router.Image.Building;

/// <summary>Names of distributions as package URLs have them: <c>debian-12</c>.</summary>
internal static class DistributionName
{
    /// <summary>From the text of <c>/etc/os-release</c>; null: it does not say.</summary>
    public static string? OfSystem(string release)
    {
        var fields = release.Split('\n')
            .Select(line => line.Split('=', 2))
            .Where(pair => pair.Length == 2)
            .ToLookup(pair => pair[0], pair => pair[1].Trim('"', '\''));
        var (id, version) = (fields["ID"].FirstOrDefault(), fields["VERSION_ID"].FirstOrDefault());
        return string.IsNullOrEmpty(id) || string.IsNullOrEmpty(version) ? null : $"{id}-{version}";
    }
}
