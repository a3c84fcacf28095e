using Router.Core.Edges;
using Router.Documents;
using Router.Documents.Editing;
using Router.Features.Firewall.Sets;

namespace Router.Features.Configuration;

/// <summary>Brings what the set files list into a configuration that names them.</summary>
public static class SetFiles
{
    /// <summary>
    /// Whatever is wrong with a file, all that can be read of it is in the result. Problems carry the line of the file, or where the
    /// document names it.
    /// </summary>
    public static (RouterConfig Config, IReadOnlyList<Problem> Problems) Load(
        RouterConfig config, ConfigDocument? document, ISetFiles files)
    {
        if (config.Firewall.Sets.Values.All(set => set.File is null))
            return (config, []);
        var problems = new List<Problem>();
        var sets = config.Firewall.Sets.Select(set => KeyValuePair.Create(
            set.Key,
            set.Value.File is { } name ? Load(name, ["firewall", "sets", set.Key, "file"], document, files, problems) : set.Value));
        return (config with { Firewall = config.Firewall with { Sets = sets.ToValueMap() } }, problems);
    }

    private static AddressSet Load(string name, string[] words, ConfigDocument? document, ISetFiles files, List<Problem> problems)
    {
        var path = ConfigPath.Join(words);
        try
        {
            if (files.Read(name) is { } bytes)
            {
                var read = SetFile.Read(bytes, path, files.PlaceOf(name));
                problems.AddRange(read.Problems);
                return new AddressSet { File = name, Addresses = read.Addresses, Digest = SetFile.Digest(bytes) };
            }
            Refuse("there is no such set file", $"put it to {files.PlaceOf(name)}");
        }
        catch (IOException e)
        {
            Refuse($"the set file cannot be read: {e.Message}", $"look at {files.PlaceOf(name)}");
        }
        return new AddressSet { File = name };

        void Refuse(string message, string hint)
        {
            var (line, column) = document?.Locate(words) ?? (0, 0);
            problems.Add(new Problem(path, message, hint, line, column));
        }
    }
}
