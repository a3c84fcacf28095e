using Router.Core.Config.Yaml;
using Router.Core.Problems;
using Router.Core.Values;

namespace Router.Core.Boards;

/// <summary>
/// The part of a board profile that a running router needs: <c>name</c>, and <c>ports</c> with a kernel name or a list of
/// them for each role. What else a profile says is for the image builder and is not looked at.
/// </summary>
public static class BoardPortsReader
{
    /// <summary>Null: <paramref name="problem"/> says why. Never throws on bytes.</summary>
    public static BoardPorts? Read(ReadOnlySpan<byte> utf8, out Problem problem)
    {
        List<Problem> problems = [];
        if (!YamlText.TryDecode(utf8, out var text, out problem))
            return null;
        if (YamlReader.Read(text, problems) is not YamlMap root || problems.Count > 0)
        {
            problem = problems.FirstOrDefault(new Problem("", "a board profile is a map"));
            return null;
        }
        var roles = new List<KeyValuePair<string, ValueList<string>>>();
        foreach (var entry in (root.Find("ports")?.Value as YamlMap)?.Entries ?? [])
        {
            if (Names(entry.Value) is not { } names)
            {
                problem = new Problem($"ports {entry.Key.Value}", "this is no port name or list of them", "eth0, or [eth1, eth2]", entry.Value.Line, entry.Value.Column);
                return null;
            }
            roles.Add(new(entry.Key.Value, names));
        }
        var name = (root.Find("name")?.Value as YamlScalar)?.Value ?? BoardPorts.None.Board;
        return new BoardPorts(name, roles.ToValueMap());
    }

    private static ValueList<string>? Names(YamlNode node) => node switch
    {
        YamlScalar { IsNothing: false } one => [one.Value],
        YamlSequence list when list.Items.All(i => i is YamlScalar) => list.Items.Select(i => ((YamlScalar)i).Value).ToValueList(),
        _ => null,
    };
}
