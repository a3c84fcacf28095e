using Router.Core.Edges;
using Router.Core.State;

namespace Router.Linux.Edges.Tunings;

/// <summary>
/// What settings were before this daemon changed them, a line each in a file that lives as long as the kernel does: <c>KEY = VALUE</c>.
/// </summary>
internal sealed class TuningNotes(string path)
{
    private const string Sign = " = ";

    public IReadOnlyDictionary<TuningKey, string> Read()
    {
        var notes = new Dictionary<TuningKey, string>();
        string[] lines;
        try
        {
            lines = File.Exists(path) ? File.ReadAllLines(path) : [];
        }
        catch (IOException)
        {
            lines = [];
        }
        foreach (var line in lines)
        {
            if (line.IndexOf(Sign, StringComparison.Ordinal) is > 0 and var at && TuningKey.Parse(line[..at]) is { } key)
                notes[key] = line[(at + Sign.Length)..];
        }
        return notes;
    }

    /// <summary>Before it is changed: what it was before, unless that is known; what is as it was has no note.</summary>
    /// <exception cref="ApplyException">It cannot be written, and so nothing is to be changed.</exception>
    public void Meet(TuningKey key, string value, string before)
    {
        var notes = new Dictionary<TuningKey, string>(Read());
        notes.TryAdd(key, before);
        if (notes[key] == value)
            notes.Remove(key);
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllLines(path, notes.Select(note => $"{note.Key}{Sign}{note.Value}"));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ApplyException($"note what {key} was", 0, exception.Message, exception);
        }
    }
}
