using System.Text;
using Router.Core.Edges;

namespace Router.Fleet.Rehearsals;

/// <summary>
/// Set files of which only the names are known: each lists a network of either family that nobody has (RFC 5737, RFC 3849).
/// </summary>
public sealed class MadeUpSetFiles(IReadOnlyCollection<string> names) : ISetFiles
{
    public const string Text = "# made up for a rehearsal\n203.0.113.0/24\n2001:db8:ffff::/48\n";

    public byte[]? Read(string name) => names.Contains(name) ? Encoding.UTF8.GetBytes(Text) : null;

    public string PlaceOf(string name) => $"set file {name}";
}
