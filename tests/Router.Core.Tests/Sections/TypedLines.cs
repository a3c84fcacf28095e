using Router.Core.Tests.Config;
using Router.Documents.Editing;
using Router.Features.Composition;
using Router.Features.Configuration;

namespace Router.Core.Tests.Sections;

/// <summary>An example with a few lines typed into it, parted by semicolons, and what the checks say of it.</summary>
internal static class TypedLines
{
    public static ConfigDocument Into(string example, string lines)
    {
        var document = ConfigReader.Read(Examples.Bytes(example)).Document!;
        foreach (var line in lines.Split(';'))
        {
            // A list in brackets, or a leaf of a list, replaces what the example has there.
            var words = line.Split(' ');
            if (words is ["mesh", "branches", "hubs", _])
                words[3] = $"[{words[3]}]";
            var edit = document.Set(words);
            document = edit.Document ?? throw new InvalidOperationException($"{line}: {edit.Problem}");
        }
        return document;
    }

    /// <summary>Path, message and hint of each, in one line.</summary>
    public static string Problems(ConfigDocument document) =>
        string.Join('|', ConfigValidator.Check(document.Reading, Surroundings.None).Problems
            .Select(p => $"{p.Path}: {p.Message}{(p.Hint is null ? "" : $" ({p.Hint})")}"));
}
