namespace Router.Ctl.Importing.Uci;

/// <summary>
/// A file of <c>/etc/config</c>. <paramref name="Faults"/>: lines that are none of UCI's, or cut, each with what is wrong.
/// </summary>
internal sealed record UciFile(
    string Package, IReadOnlyList<UciSection> Sections, IReadOnlyList<(SourceLine Line, string Fault)> Faults)
{
    public IEnumerable<UciSection> Of(string type) => Sections.Where(section => section.Type == type);
}
