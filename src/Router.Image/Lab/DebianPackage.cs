namespace Router.Image.Lab;

/// <summary>The control fields of a Debian package that its apk needs.</summary>
internal sealed record DebianPackage(string Name, string Version, string Summary, IReadOnlyList<IReadOnlyList<string>> Depends)
{
    /// <summary>Reads what <c>dpkg-deb -f FILE Package Version Depends Pre-Depends Description</c> prints.</summary>
    public static DebianPackage Parse(string control)
    {
        var fields = new Dictionary<string, string>();
        foreach (var line in control.Split('\n').Where(line => line.Length > 0 && line[0] != ' '))
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon > 0)
                fields[line[..colon]] = line[(colon + 1)..].Trim();
        }
        var depends = $"{fields.GetValueOrDefault("Pre-Depends", "")},{fields.GetValueOrDefault("Depends", "")}"
            .Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(group => (IReadOnlyList<string>)[.. group.Split('|', StringSplitOptions.TrimEntries).Select(Bare)]);
        return new DebianPackage(fields["Package"], fields["Version"], fields.GetValueOrDefault("Description", ""), [.. depends]);
    }

    /// <summary>The packages of a repository that this one needs: of alternatives the first that is there.</summary>
    public IEnumerable<string> DependsWithin(IReadOnlySet<string> repository) =>
        Depends.Select(group => group.FirstOrDefault(repository.Contains)).OfType<string>().Where(name => name != Name).Distinct();

    /// <summary><c>libc6 (>= 2.36) [amd64]</c> and <c>python3:any</c> without what is behind the name.</summary>
    private static string Bare(string dependency) => dependency.Split(' ', '(', ':')[0];
}
