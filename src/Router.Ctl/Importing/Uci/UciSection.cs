namespace Router.Ctl.Importing.Uci;

/// <summary>
/// <c>config TYPE [NAME]</c> with its lines. <paramref name="Path"/>: as <c>uci show</c> has it, <c>network.lan</c> or
/// <c>firewall.@rule[3]</c>.
/// </summary>
internal sealed record UciSection(string Package, string Type, string? Name, string Path, SourceLine Source)
{
    public List<UciLine> Lines { get; } = [];

    /// <summary>The last one counts.</summary>
    public UciLine? Find(string name) => Lines.FindLast(line => line.Name == name);

    /// <summary>Of a list, or of an option that stands for one.</summary>
    public IEnumerable<UciLine> All(string name) => Lines.Where(line => line.Name == name);

    public string? Value(string name) => Find(name)?.Value;

    public bool Is(string name, bool otherwise = false) => Find(name)?.Switch ?? otherwise;
}
