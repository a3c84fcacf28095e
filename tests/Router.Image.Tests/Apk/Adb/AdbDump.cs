using System.Text;
using Router.Image.Apk;
using Router.Image.Apk.Adb;
using Router.Image.Apk.Format;

namespace Router.Image.Tests.Apk.Adb;

/// <summary>A package in the words of <c>apk adbdump</c>, without its lines on the ADB block and on signatures.</summary>
internal static class AdbDump
{
    public static string Of(byte[] file)
    {
        var adb = AdbFile.Read(file);
        var package = AdbPackage.Read(adb);
        List<string> lines = ["info:", .. Info(package.Entry)];
        AddPaths(lines, package.Entries);
        AddScripts(lines, package.ScriptsByName);
        if (package.Summary.Triggers.Count > 0)
            lines.AddRange([$"triggers: # {package.Summary.Triggers.Count} items", .. package.Summary.Triggers.Select(t => $"  - {t}")]);
        if (package.Summary.ReplacesPriority != 0)
            lines.Add($"replaces-priority: {package.Summary.ReplacesPriority}");
        lines.AddRange(adb.Data.Select(d => $"# data block, size: {d.Content.Length + 8}"));
        return string.Join('\n', lines);
    }

    private static IEnumerable<string> Info(IndexEntry entry)
    {
        var d = entry.Description;
        (string Key, string Value)[] fields =
        [
            ("name", d.Name), ("version", d.Version), ("hashes", Convert.ToHexStringLower(entry.Checksum.Span)), ("description", d.Summary),
            ("arch", d.Architecture), ("license", d.License), ("origin", d.Origin), ("maintainer", d.Maintainer), ("url", d.Url),
            ("installed-size", Number(entry.InstalledSize)), ("provider-priority", Number(d.ProviderPriority)),
        ];
        (string Key, IReadOnlyList<string> Values)[] lists =
            [("depends", d.Depends), ("provides", d.Provides), ("replaces", d.Replaces), ("install-if", d.InstallIf)];
        return fields.Where(f => f.Value.Length > 0).Select(f => $"  {f.Key}: {f.Value}").Concat(
            lists.Where(l => l.Values.Count > 0).SelectMany(
                l => l.Values.Select(v => v[0] == '!' ? $"    - '{v}'" : $"    - {v}").Prepend($"  {l.Key}: # {l.Values.Count} items")));
    }

    private static void AddPaths(List<string> lines, IReadOnlyList<AdbEntry> entries)
    {
        // The root's own access is not among the entries: nothing follows it.
        lines.Add($"paths: # {entries.Count(e => e.Header.Type == TarType.Directory) + 1} items");
        lines.AddRange(["  - acl:", "      mode: 0755", "      user: root", "      group: root"]);
        for (var i = 0; i < entries.Count; i++)
        {
            var header = entries[i].Header;
            if (header.Type == TarType.Directory)
            {
                lines.AddRange([$"  - name: {header.Name}", .. Access(entries[i], "    ")]);
                var files = entries.Skip(i + 1).TakeWhile(e => e.Header.Type != TarType.Directory).Count();
                if (files > 0)
                    lines.Add($"    files: # {files} items");
                continue;
            }

            lines.AddRange([$"      - name: {Path.GetFileName(header.Name)}", .. Access(entries[i], "        ")]);
            lines.AddRange([.. Rest(entries[i]).Select(l => "        " + l)]);
        }
    }

    private static IEnumerable<string> Access(AdbEntry entry, string indent)
    {
        var header = entry.Header;
        string[] lines =
        [
            "acl:",
            $"  mode: 0{Convert.ToString(header.Mode, 8)}", $"  user: {header.Owner.UserName}", $"  group: {header.Owner.GroupName}",
            .. entry.Attributes.Take(1).Select(_ => $"  xattrs: # {entry.Attributes.Count} items"),
            .. entry.Attributes.Select(a => $"    - {a.Name}={Convert.ToHexStringLower(a.Value)}"),
        ];
        return lines.Select(l => indent + l);
    }

    private static IEnumerable<string> Rest(AdbEntry entry)
    {
        var header = entry.Header;
        if (header.Size > 0)
            yield return $"size: {header.Size}";
        yield return $"mtime: {header.ModifiedTime}";
        if (entry.Hash.Length > 0)
            yield return $"hash: {Convert.ToHexStringLower(entry.Hash)}";
        if (header.Type is TarType.HardLink or TarType.SymbolicLink)
            yield return (header.Type == TarType.HardLink ? "target: 0080" : "target: 00a0")
                + Convert.ToHexStringLower(Encoding.UTF8.GetBytes(header.LinkTarget));
    }

    private static void AddScripts(List<string> lines, IReadOnlyDictionary<string, byte[]> scripts)
    {
        if (scripts.Count == 0)
            return;
        lines.Add("scripts:");
        foreach (var (name, text) in scripts)
        {
            lines.Add($"  {name[1..]}: |");
            lines.AddRange(Encoding.UTF8.GetString(text).TrimEnd('\n').Split('\n').Select(l => "    " + l));
        }
    }

    private static string Number(long value) => value == 0 ? "" : value.ToString();
}
