using Router.Core.Shapes;
using Router.Core.State.Links;
using Router.Documents.Checks;
using Router.Documents.Shapes;

namespace Router.Features.Interfaces.Kinds;

/// <summary><c>interfaces NAME veth OTHER</c>: the other end, an interface that says the same of this one.</summary>
public sealed record VethConfig(string Peer) : VirtualConfig
{
    internal static readonly ScalarShape<VethConfig> Shape = new(
        "interface",
        (string text, out VethConfig value) =>
        {
            value = new VethConfig(text);
            return CarriedName.Check(text);
        },
        veth => veth.Peer)
    { ExampleText = "inner", Names = NetworkNames.Interface };

    internal override LinkSettings Settings(VirtualContext context) => new VethLink(Peer);

    internal override void Check(ILinkSurroundings around, Findings findings, string[] path, string name, InterfaceConfig itself)
    {
        if (Peer == name)
            findings.Refuse(path, "a pair has two ends", "name another interface");
        else if (!around.Interfaces.TryGetValue(Peer, out var other))
            findings.Unknown(path, "interface", Peer, around.Interfaces.Keys.Where(k => k != name));
        else if (!other.Virtual.Values.Contains(new VethConfig(name)))
            findings.Refuse(path, $"{Peer} is not the other end", $"set interfaces {Peer} veth {name}");
    }
}
