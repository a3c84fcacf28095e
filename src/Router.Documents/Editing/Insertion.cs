using Router.Documents.Shapes;
using Router.Documents.Yaml;

namespace Router.Documents.Editing;

/// <summary><c>insert PATH NAME first|last|before OTHER|after OTHER</c>, for lists whose order counts.</summary>
internal static class Insertion
{
    public static ConfigEdit Apply(ConfigDocument document, IReadOnlyList<string> words)
    {
        var relative = words.Count >= 2 && words[^2] is "before" or "after";
        var where = relative ? words[^2] : words.Count > 0 ? words[^1] : "";
        var path = words.Take(Math.Max(0, words.Count - (relative ? 2 : 1))).ToList();
        if (!relative && where is not ("first" or "last"))
            return ConfigEdit.Refuse(words, "a place is missing", "end with first, last, before NAME or after NAME");
        var walk = Walk.Along(document.Model, document.Root, path);
        if (walk.Problem is { } unknown)
            return new(null, unknown);
        if (walk.Used != path.Count || walk.Last.Parent?.Shape is not IListShape { NameKey: { } key })
            return ConfigEdit.Refuse(path, "not an entry of an ordered list", "for example firewall rules NAME before OTHER");
        if (relative && words[^1] == walk.Last.Word)
            return new(document, null);
        return walk.Last.Node is null ? New(document, walk.Last, key, where, words[^1]) : Move(document, walk.Last, key, where, words[^1]);
    }

    private static ConfigEdit New(ConfigDocument document, Step step, string key, string where, string other)
    {
        var item = new YamlMap([new YamlEntry(new YamlScalar(key), new YamlScalar(step.Word))]);
        return step.Parent!.Node is YamlSequence { Items.Count: > 0 } list
            ? Place(document, step, list, key, where, other, ListEdits.Render(document.ToText(), list, item))
            : where is "first" or "last" ? Setting.Put(document, step, item) : NotThere(step, other);
    }

    private static ConfigEdit Move(ConfigDocument document, Step step, string key, string where, string other)
    {
        var list = (YamlSequence)step.Parent!.Node!;
        if (where is "before" or "after" && IndexOf(list, key, other) < 0)
            return NotThere(step, other);
        if (list.Items.Count == 1)
            return new(document, null);
        var index = list.Items.ToList().IndexOf(step.Node!);
        var source = ListEdits.Source(document.ToText(), list, index);
        var without = document.With(ListEdits.Cut(document.ToText(), list, index));
        if (without is null)
            return Setting.Done(null, step);
        var rest = Walk.Along(without.Model, without.Root, [.. step.Parent.Path]).Last;
        return Place(without, step, (YamlSequence)rest.Node!, key, where, other, source);
    }

    private static ConfigEdit Place(
        ConfigDocument document, Step step, YamlSequence list, string key, string where, string other, string item)
    {
        var index = where switch
        {
            "first" => 0,
            "last" => list.Items.Count - 1,
            _ => IndexOf(list, key, other),
        };
        if (index < 0)
            return NotThere(step, other);
        var edit = where is "first" or "before"
            ? ListEdits.Before(document.ToText(), list, index, item)
            : ListEdits.After(document.ToText(), list, index, item);
        return Setting.Done(document.With(edit), step);
    }

    private static int IndexOf(YamlSequence list, string key, string name) =>
        list.Items.ToList().FindIndex(i => EntryNames.Of(i, key) == name);

    private static ConfigEdit NotThere(Step step, string other) =>
        ConfigEdit.Refuse(step.Parent!.Path.Append(other), "nothing of that name is there");
}
