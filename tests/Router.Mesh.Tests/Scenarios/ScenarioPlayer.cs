using System.Globalization;
using System.Net;
using System.Text;
using Router.Core.Values;
using Router.Mesh.Events;
using Router.Mesh.Tests.Network;

namespace Router.Mesh.Tests.Scenarios;

/// <summary>Does what a timeline's lines say and writes below each what came of it.</summary>
internal sealed class ScenarioPlayer
{
    private readonly MeshNetwork network = new();
    private readonly Dictionary<string, MeshNode> nodes = [];
    private readonly StringBuilder text = new();

    public ScenarioPlayer() => network.Watch = (node, effect) => Write(node, EffectText.Of(effect, Name));

    public string Play(string scenario)
    {
        foreach (var line in scenario.TrimEnd('\n').Split('\n').Where(line => !line.StartsWith(' ')))
        {
            text.Append(line).Append('\n');
            if (line.Length > 0 && line[0] != '#')
                Do(line.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        }
        return text.ToString();
    }

    private void Do(string[] words)
    {
        switch (words)
        {
            case ["node", ..]: AddNode(words); break;
            case ["route", var node, var prefix, .. var via]: nodes[node].Routes.Add(prefix, via.FirstOrDefault()); break;
            case ["dns", var name, .. var addresses]: network.Names[name] = [.. addresses.Select(IPAddress.Parse)]; break;
            case ["start", .. var names]: Each(names, network.Start); break;
            case ["stop", .. var names]: Each(names, node => network.Tell(node, new MeshEvent.Stopping())); break;
            case ["cut", .. var names]: Each(names, node => node.CutOff = true); break;
            case ["heal", .. var names]: Each(names, node => node.CutOff = false); break;
            case ["kill", .. var names]: Each(names, node => node.Alive = false); break;
            case ["restart", .. var names]: Each(names, node => network.Tell(node, new MeshEvent.Started(node.Reborn()))); break;
            case ["forget", .. var names]: Each(names, node => node.Opened.Clear()); break;
            case ["wait", var seconds]: network.Advance(TimeSpan.FromSeconds(double.Parse(seconds, CultureInfo.InvariantCulture))); break;
            case ["show", .. var names]: Each(names, node => Show(node)); break;
            case ["lost", var node, var nbma, .. var reason]:
                network.Lose(nodes[node], IPAddress.Parse(nbma), string.Join(' ', reason));
                break;
            case ["path", var node, var destination]: Path(nodes[node], IPAddress.Parse(destination)); break;
            default: Tell(words); break;
        }
    }

    private void Path(MeshNode node, IPAddress destination)
    {
        var path = node.Machine.PathTo(destination);
        Write(node, $"path {path.Kind}{(path.Via is null ? "" : $" via {path.Via} at {path.Nbma}")}: {path.Why}");
    }

    private void Tell(string[] words)
    {
        MeshEvent happened = words switch
        {
            ["hairpin", _, var source, var destination] =>
                new MeshEvent.Hairpinned(IPAddress.Parse(source), IPAddress.Parse(destination), Meshes.Head(source, destination)),
            ["use", _, var prefix] => new MeshEvent.ShortcutUsed(IPNetwork.Parse(prefix)),
            ["missing", _, var overlay] => new MeshEvent.NeighbourMissing(IPAddress.Parse(overlay)),
            ["move", _, var nbma] => new MeshEvent.UnderlayChanged(IPAddress.Parse(nbma)),
            ["purge", _, .. var overlay] => new MeshEvent.PurgeAsked(overlay.Length == 0 ? null : IPAddress.Parse(overlay[0])),
            _ => throw new InvalidOperationException($"a scenario cannot do: {string.Join(' ', words)}"),
        };
        network.Tell(nodes[words[1]], happened);
    }

    private void Each(string[] names, Action<MeshNode> what)
    {
        foreach (var name in names)
            what(nodes[name]);
    }

    /// <summary><c>node NAME NBMA OVERLAY/LENGTH [KEY=VALUE...]</c></summary>
    private void AddNode(string[] words)
    {
        var options = words[4..].Select(word => word.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair.ElementAtOrDefault(1) ?? "");
        string? Option(string name) => options.GetValueOrDefault(name);
        Assert.True(InterfaceAddress.TryParse(words[3], out var overlay), words[3]);
        var settings = new MeshSettings
        {
            Nbma = IPAddress.Parse(words[2]),
            Overlay = overlay,
            HoldingTime = TimeSpan.FromSeconds(int.Parse(Option("holding") ?? "60", CultureInfo.InvariantCulture)),
            Authentication = Option("key"),
            Unique = options.ContainsKey("unique"),
            Secured = options.ContainsKey("secured"),
            SharedKey = options.ContainsKey("shared"),
            ProbeNat = !options.ContainsKey("noprobe"),
            Phase = (MeshPhase)int.Parse(Option("phase") ?? "3", CultureInfo.InvariantCulture),
            Bindings = [.. (Option("bind") ?? "")
                .Split(',', StringSplitOptions.RemoveEmptyEntries)
                .Select(b => b.Split('@'))
                .Select(b => new PeerBinding(IPAddress.Parse(b[0]), b[1]))],
            Hubs = [.. (Option("hubs") ?? "")
                .Split(',', StringSplitOptions.RemoveEmptyEntries)
                .Select((hub, priority) => IPAddress.TryParse(hub, out var address)
                    ? new HubSettings(address) { Priority = priority }
                    : new HubSettings(null) { Name = hub, Priority = priority })],
        };
        var node = new MeshNode(settings, Option("nat") is { } nat ? IPAddress.Parse(nat) : null, new FixedRoutes())
        {
            Name = words[1],
            Filtered = options.ContainsKey("filtered"),
            Identity = Option("identity") ?? words[1],
        };
        network.Add(node);
        nodes[words[1]] = node;
    }

    private void Show(MeshNode node)
    {
        var machine = node.Machine;
        foreach (var hub in machine.Hubs)
            Write(
                node,
                $"hub {hub.Name ?? hub.Nbma?.ToString()} {hub.State} since {Seconds(hub.Since)}: {hub.Reason}{(hub == machine.PreferredHub ? " (preferred)" : "")}");
        foreach (var peer in machine.Peers.OrderBy(p => p.Overlay.ToString(), StringComparer.Ordinal))
            Write(node, $"peer {peer.Overlay} at {peer.Nbma} {peer.State} since {Seconds(peer.Since)}: {peer.Reason}");
        foreach (var shortcut in machine.Shortcuts.Shortcuts)
            Write(
                node,
                $"shortcut {shortcut.Prefix} via {shortcut.Via} at {shortcut.Nbma} since {Seconds(shortcut.Since)}: {shortcut.Reason}");
        foreach (var resolution in machine.Shortcuts.Resolutions)
            Write(
                node, $"resolution of {resolution.Destination} {resolution.State} since {Seconds(resolution.Since)}: {resolution.Reason}");
        foreach (var (overlay, nbma) in node.Neighbours.OrderBy(n => n.Key.ToString(), StringComparer.Ordinal))
            Write(node, $"kernel: {overlay} at {nbma}");
        foreach (var (prefix, via) in node.Shortcuts.OrderBy(s => s.Key.ToString(), StringComparer.Ordinal))
            Write(node, $"kernel: {prefix} via {via}");
    }

    private void Write(MeshNode node, string what) =>
        text.Append(CultureInfo.InvariantCulture, $"    {Seconds(network.Now),9} {node.Name,-6} {what}\n");

    private string Name(IPAddress nbma, IPAddress? overlay)
    {
        var there = network.Nodes.Where(n => n.Public.Equals(nbma)).ToList();
        return there.Find(n => n.Machine.Identity.Overlay.Equals(overlay))?.Name ?? there.FirstOrDefault()?.Name ?? nbma.ToString();
    }

    private static string Seconds(TimeSpan time) => time.TotalSeconds.ToString("0.000", CultureInfo.InvariantCulture);
}
