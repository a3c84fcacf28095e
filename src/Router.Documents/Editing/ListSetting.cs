using Router.Documents.Shapes;
using Router.Documents.Yaml;

namespace Router.Documents.Editing;

/// <summary><c>set PATH VALUE...</c> adds to a list of values, <c>set PATH [VALUE, ...]</c> says all of it.</summary>
internal static class ListSetting
{
    public static ConfigEdit Apply(ConfigDocument document, Walk walk)
    {
        var item = ListValues.ItemOf(walk.Last.Shape)!;
        var rest = walk.Rest;
        var whole = Brackets.Are(rest);
        if (whole)
            rest = Brackets.Values(rest, item);
        else if (rest.Count == 0)
            return ConfigEdit.Refuse(walk.Last.Path, $"a value is missing: {item.TypeName}", item.HintFor(""));
        foreach (var value in rest)
        {
            if (item.Check(value) is { } wrong)
                return Setting.Wrong(walk.Last, value, item, wrong);
        }
        return whole ? Replace(document, walk.Last, item, rest) : Add(document, [.. walk.Last.Path], item, rest);
    }

    private static ConfigEdit Add(ConfigDocument document, IReadOnlyList<string> path, IScalarShape item, IEnumerable<string> values)
    {
        var edit = new ConfigEdit(document, null);
        foreach (var value in values)
        {
            if (edit.Document is { } so)
                edit = AddValue(so, path, item, value);
        }
        return edit;
    }

    private static ConfigEdit AddValue(ConfigDocument document, IReadOnlyList<string> path, IScalarShape item, string value)
    {
        var list = Walk.Along(document.Model, document.Root, path).Last;
        if (ListValues.IndexOf(list, value) >= 0)
            return new(document, null);
        var word = list.Node is YamlScalar { IsNothing: false } scalar && item.Check(scalar.Value) is not null;
        return list.IsNothing || word || list.Node is YamlMap
            ? Setting.Put(document, list, new YamlSequence([item.Node(value)]))
            : Setting.Done(document.With(ListEdits.Append(document.ToText(), list, item.Node(value))), list);
    }

    /// <summary>Values that stay keep their lines and what belongs to them.</summary>
    private static ConfigEdit Replace(ConfigDocument document, Step step, IScalarShape item, IReadOnlyList<string> values)
    {
        var gone = Gone(step, item, values);
        if (step.Node is not YamlSequence { Items.Count: > 0 } list || gone.Count == list.Items.Count)
            return WithRemark(Setting.Put(document, step, new YamlSequence([.. values.Select(item.Node)])), gone);
        var kept = list.Items
            .OfType<YamlScalar>()
            .Select(s => item.Canonical(s.Value) ?? s.Value)
            .Except(gone.Select(v => item.Canonical(v) ?? v));
        if (kept.SequenceEqual(values.Select(v => item.Canonical(v) ?? v).Distinct().Take(kept.Count())))
            return WithRemark(Add(Without(document, [.. step.Path], gone), [.. step.Path], item, values), gone);
        if (list.Flow)
            return WithRemark(Setting.Put(document, step, new YamlSequence([.. values.Select(item.Node)])), gone);
        var text = document.ToText();
        var lines = values.Select(value => ListValues.IndexOf(step, value) is >= 0 and var index
            ? ListEdits.Source(text, list, index)
            : ListEdits.Render(text, list, item.Node(value)));
        return WithRemark(Setting.Done(document.With(ListEdits.Rewrite(text, list, string.Concat(lines))), step), gone);
    }

    private static List<string> Gone(Step step, IScalarShape item, IReadOnlyList<string> values)
    {
        var wanted = values.Select(v => item.Canonical(v) ?? v).ToHashSet();
        IEnumerable<YamlNode> there = step.Node switch
        {
            YamlSequence sequence => sequence.Items,
            YamlScalar { IsNothing: false } single when item.Check(single.Value) is null => [single],
            _ => [],
        };
        return [.. there.OfType<YamlScalar>().Select(s => s.Value).Where(value => !wanted.Contains(item.Canonical(value) ?? value))];
    }

    private static ConfigDocument Without(ConfigDocument document, IReadOnlyList<string> path, IEnumerable<string> values)
    {
        foreach (var value in values)
        {
            var list = Walk.Along(document.Model, document.Root, path).Last;
            document = document.With(ListEdits.Remove(document.ToText(), (YamlSequence)list.Node!, ListValues.IndexOf(list, value)))
                ?? document;
        }
        return document;
    }

    private static ConfigEdit WithRemark(ConfigEdit edit, List<string> gone) => edit.Document is null || gone.Count == 0 ? edit : edit with
    {
        Remark =
            $"brackets say the whole list, so that {string.Join(", ", gone)} {(gone.Count == 1 ? "is" : "are")} no longer in it; a value without brackets is added",
    };
}
