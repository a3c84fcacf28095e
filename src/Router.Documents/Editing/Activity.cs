using Router.Documents.Yaml;

namespace Router.Documents.Editing;

/// <summary>
/// <c>deactivate PATH</c> and <c>activate PATH</c>: the tag <c>!inactive</c> in front of what stands there. A tag, because the entry
/// then stays where it is with its name, comments and everything inside, is still reached by its path, differs from before by one word in
/// one line, and because a router that does not know the tag refuses the document: it never lets something take effect that should not.
/// </summary>
internal static class Activity
{
    public static ConfigEdit Deactivate(ConfigDocument document, IReadOnlyList<string> words)
    {
        if (Find(document, words, out var step, out var node) is { } refused)
            return refused;
        if (node.Inactive)
            return new(document, null, $"{ConfigPath.Join(words)} has no effect already");
        if (node is YamlScalar { Secret: true })
            return ConfigEdit.Refuse(words, "the name of a secret cannot be deactivated by itself", "deactivate what it is part of");
        return Changed(document, words, Put(document.ToText(), step, node));
    }

    public static ConfigEdit Activate(ConfigDocument document, IReadOnlyList<string> words)
    {
        if (Find(document, words, out var step, out var node) is { } refused)
            return refused;
        if (!node.Inactive)
            return new(document, null, $"{ConfigPath.Join(words)} has effect already");
        return Changed(document, words, Take(document.ToText(), step, node));
    }

    /// <summary><paramref name="node"/>: a value of a list where <paramref name="words"/> end with one.</summary>
    private static ConfigEdit? Find(ConfigDocument document, IReadOnlyList<string> words, out Step step, out YamlNode node)
    {
        var walk = Walk.Along(document.Model, document.Root, words);
        (step, node) = (walk.Last, walk.Last.Node!);
        if (walk.Problem is { } unknown)
            return new ConfigEdit(null, unknown);
        if (step.Parent is null || step is { Word: "version", Parent.Parent: null })
            return ConfigEdit.Refuse(words, "belongs to every document and always has effect", "name a part of it");
        if (step.Node is null || (walk.Rest.Count > 0 && ListValues.Find(step, walk.Rest) is null))
            return ConfigEdit.Refuse(words, "nothing of that name is there", Deletion.Siblings(step));
        if (step.IsName)
            return ConfigEdit.Refuse(words, "is the name of an entry", $"{ConfigPath.Join(step.Parent.Path)} is the entry");
        node = walk.Rest.Count > 0 ? ListValues.Find(step, walk.Rest)! : step.Node;
        return null;
    }

    private static TextEdit Put(string text, Step step, YamlNode node)
    {
        var block = node is YamlMap { Flow: false } or YamlSequence { Flow: false } or YamlScalar { Value: "", Plain: true };
        if (block && ReferenceEquals(node, step.Node) && step.Entry is { } entry)
        {
            var colon = TextPlaces.ColonEnd(text, entry);
            return new TextEdit(colon, colon, $" {YamlNode.InactiveTag}");
        }
        // An entry of a list with dashes: the tag ends the dash's line, as in front of a key it would belong to the key.
        return block && node is YamlMap
            ? new TextEdit(node.Start, node.Start, YamlNode.InactiveTag + TextPlaces.Newline(text) + new string(' ', node.Column - 1))
            : new TextEdit(node.Start, node.Start, $"{YamlNode.InactiveTag} ");
    }

    /// <summary>
    /// The tag goes with the blanks beside it, and behind a dash with the line break, so that the first key stands there again.
    /// </summary>
    private static TextEdit Take(string text, Step step, YamlNode node)
    {
        var tag = YamlNode.InactiveTag;
        if (text.AsSpan(node.Start).StartsWith(tag))
            return new TextEdit(node.Start, node.Start + tag.Length + Blanks(text, node.Start + tag.Length), "");
        YamlEntry? own = ReferenceEquals(node, step.Node) ? step.Entry : null;
        var from = own is { } entry ? TextPlaces.ColonEnd(text, entry) : TextPlaces.Dash(text, node);
        var at = text.IndexOf(tag, from, StringComparison.Ordinal);
        var behindDash = own is null && text.AsSpan((at + tag.Length)..node.Start).Trim().IsEmpty
            && from - TextPlaces.LineStart(text, from) + 3 == node.Column;
        return behindDash ? new TextEdit(at, node.Start, "") : new TextEdit(text[at - 1] == ' ' ? at - 1 : at, at + tag.Length, "");
    }

    private static int Blanks(string text, int at) => text.Length - at - text.AsSpan(at).TrimStart(' ').Length;

    private static ConfigEdit Changed(ConfigDocument document, IReadOnlyList<string> words, TextEdit edit) =>
        document.With(edit) is { } changed && changed.Has(words)
            ? new(changed, null)
            : ConfigEdit.Refuse(words, "the document is written here in a way that cannot be edited by words", "edit the file and load it");
}
