using System.Text;
using Router.Image.Apk.Format;
using Router.Image.Apk.Writing;

namespace Router.Image.Apk.Installing;

/// <summary>
/// The files of <c>/lib/apk/db</c> and <c>/etc/apk/world</c>, byte for byte as apk 2.14 writes them; what is said of a package of v3 is
/// as apk 3 says it.
/// </summary>
internal static class DatabaseText
{
    public static string Checksum(ReadOnlySpan<byte> sha1) => "Q1" + Convert.ToBase64String(sha1);

    /// <summary>
    /// <c>installed</c>: a block a package, sorted by name. apk writes out the lines r, q, s and f with a package's first
    /// directory: those of a package without any come to stand in the next block that has one. Kept, for equal files.
    /// </summary>
    public static string Installed(IEnumerable<InstalledPackage> packages)
    {
        StringBuilder text = new(), waiting = new();
        foreach (var package in packages.OrderBy(p => p.Package.Name, NameOrder.Instance))
        {
            IndexWriter.Append(text, package.Package.Entry);
            AppendState(waiting, package);
            if (package.Directories.Count > 0)
            {
                text.Append(waiting);
                waiting.Clear();
            }

            foreach (var directory in package.Directories)
                AppendDirectory(text, directory);
            text.Append('\n');
        }

        return text.ToString();
    }

    /// <summary><c>scripts.tar</c>: the scripts of all packages in the order of installation.</summary>
    public static byte[] Scripts(IEnumerable<InstalledPackage> packages)
    {
        using var output = new MemoryStream();
        var tar = new TarWriter(output);
        foreach (var package in packages)
        {
            foreach (var name in ApkWriter.ScriptNames)
            {
                if (package.Scripts.TryGetValue(name, out var script))
                    tar.WriteApkScript(
                        $"{package.FullName}.{package.Package.Checksum}{name}", package.Package.Entry.Description.BuildTime, script);
            }
        }

        tar.WriteEnd();
        return output.ToArray();
    }

    /// <summary><c>triggers</c>: a line a package that has some, in the order of installation.</summary>
    public static string Triggers(IEnumerable<InstalledPackage> packages) =>
        string.Concat(packages.Where(p => p.Triggers.Count > 0).Select(p => $"{p.Package.Checksum} {string.Join(' ', p.Triggers)}\n"));

    private static void AppendState(StringBuilder text, InstalledPackage package)
    {
        Line('r', string.Join(' ', package.Replaces));
        Line('q', package.ReplacesPriority == 0 ? "" : package.ReplacesPriority.ToString());
        Line('s', package.Package.Tag is { } tag ? tag[1..] : "");
        Line(
            'f',
            (package.HasBrokenFiles ? "f" : "") + (package.HasBrokenScript ? "s" : "") + (package.HasBrokenAttributes ? "x" : "")
                + (package.HasSha256 && package.Directories.Count > 0 ? "S" : ""));

        void Line(char key, string value)
        {
            if (value.Length > 0)
                text.Append(key).Append(':').Append(value).Append('\n');
        }
    }

    private static void AppendDirectory(StringBuilder text, OwnedDirectory directory)
    {
        text.Append("F:").Append(directory.Directory.Path).Append('\n');
        if (directory.Access != Access.DefaultDirectory)
            text.Append("M:").Append(directory.Access).Append('\n');
        foreach (var file in directory.Files)
        {
            text.Append("R:").Append(file.Name).Append('\n');
            if (file.Access != Access.DefaultFile)
                text.Append("a:").Append(file.Access).Append('\n');
            if (file.Checksum is not null)
                text.Append("Z:").Append(file.Checksum).Append('\n');
        }
    }
}
