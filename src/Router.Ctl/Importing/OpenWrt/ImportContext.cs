using System.Net;
using Router.Core.Boards;
using Router.Core.Values;
using Router.Ctl.Importing.Uci;

namespace Router.Ctl.Importing.OpenWrt;

/// <summary>What the parts of an import share: what is read, what is written, and what one part found that another needs.</summary>
internal sealed class ImportContext(OpenWrtFiles files, BoardFacts board)
{
    public OpenWrtFiles Files => files;

    public BoardFacts Board => board;

    public Ledger Ledger { get; } = new();

    public Draft Draft => field ??= new(Ledger);

    /// <summary>Our interface by the name that it has there; several there may be one here.</summary>
    public Dictionary<string, string> Interfaces { get; } = [];

    /// <summary>Our interface by the device that it stands for.</summary>
    public Dictionary<string, string> Owners { get; } = [];

    /// <summary>Zones of the firewall by their name there, with the interfaces in them.</summary>
    public List<ImportedZone> Zones { get; } = [];

    /// <summary>Fixed addresses of our interfaces.</summary>
    public List<(string Interface, InterfaceAddress Address)> Addresses { get; } = [];

    /// <summary>Name servers that interfaces name.</summary>
    public List<UciLine> NameServers { get; } = [];

    /// <summary>Secrets that the document names, each with the line that has its value.</summary>
    public List<(string Name, SourceLine Line)> Secrets { get; } = [];

    public IEnumerable<UciSection> Sections(string package, string type) =>
        files.Configs.Where(file => file.Package == package).SelectMany(file => file.Of(type));

    public void Say(UciLine? line, Fate fate, string remark)
    {
        if (line is not null)
            Ledger.Say(line.Source, fate, remark);
    }

    /// <summary>Lines of which nothing is known yet; the section itself, where it has none.</summary>
    public void Rest(UciSection section, Fate fate, string remark)
    {
        foreach (var line in section.Lines)
            Ledger.Say(line.Source, fate, remark);
        if (section.Lines.Count == 0)
            Ledger.Say(section.Source, fate, remark);
    }

    /// <summary>The interface whose fixed network the address is on.</summary>
    public string? InterfaceOf(IPAddress address) =>
        Addresses.Where(a => a.Address.IsBeside(address)).Select(a => a.Interface).FirstOrDefault();

    /// <summary>Those of the lines that there are.</summary>
    public static SourceLine[] Of(params UciLine?[] lines) => [.. lines.OfType<UciLine>().Select(line => line.Source)];
}

/// <summary>A zone that has interfaces here. <paramref name="Name"/>: here.</summary>
internal sealed record ImportedZone(string Name, string There, UciSection Section, bool Masquerades);
