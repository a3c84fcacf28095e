using System.Text;

namespace Router.Image.Apk.Format;

/// <summary>The text of <c>.PKGINFO</c>: a line <c>key = value</c> each.</summary>
internal static class PackageInfoText
{
    public static string Write(PackageDescription d, long installedSize, byte[] dataHash)
    {
        var text = new StringBuilder();
        Line("pkgname", d.Name);
        Line("pkgver", d.Version);
        Line("pkgdesc", d.Summary);
        Line("url", d.Url);
        Line("builddate", d.BuildTime.ToString());
        Line("packager", d.Maintainer);
        Line("size", installedSize.ToString());
        Line("arch", d.Architecture);
        Line("origin", d.Origin.Length == 0 ? d.Name : d.Origin);
        Line("commit", d.Commit);
        Line("maintainer", d.Maintainer);
        if (d.ReplacesPriority != 0)
            Line("replaces_priority", d.ReplacesPriority.ToString());
        if (d.ProviderPriority != 0)
            Line("provider_priority", d.ProviderPriority.ToString());
        Line("license", d.License);
        Lines("depend", d.Depends);
        Lines("replaces", d.Replaces);
        Lines("provides", d.Provides);
        if (d.Triggers.Count > 0)
            Line("triggers", string.Join(' ', d.Triggers));
        if (d.InstallIf.Count > 0)
            Line("install_if", string.Join(' ', d.InstallIf));
        Line("datahash", Convert.ToHexStringLower(dataHash));
        return text.ToString();

        void Line(string key, string value)
        {
            if (value.Contains('\n', StringComparison.Ordinal))
                throw new ArgumentException($"package {d.Name}: {key} has more than one line", nameof(d));
            if (value.Length > 0)
                text.Append(key).Append(" = ").Append(value).Append('\n');
        }

        void Lines(string key, IReadOnlyList<string> values)
        {
            foreach (var value in values)
                Line(key, value);
        }
    }
}
