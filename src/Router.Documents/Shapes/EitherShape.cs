using System.Diagnostics.CodeAnalysis;
using Router.Documents.Yaml;

namespace Router.Documents.Shapes;

internal interface IEitherShape
{
    Shape Word { get; }

    Shape List { get; }
}

/// <summary>A keyword, or a list. A single scalar that is no keyword is taken as a list of one.</summary>
public sealed class EitherShape<T, TWord, TList>(
    string typeName, ScalarShape<TWord> word, Shape<TList> list, Func<TWord, T> fromWord, Func<TList, T> fromList,
    Func<T, (bool IsWord, TWord Word, TList List)> split) : Shape<T>, IEitherShape
{
    public override string TypeName => typeName;

    public override string? Example => word.Example;

    public Shape Word => word;

    public Shape List => list;

    internal override bool TryBind(YamlNode node, Binding binding, [MaybeNullWhen(false)] out T value)
    {
        value = default;
        if (node is YamlScalar { IsNothing: true })
        {
            binding.Report(node, $"{Words.Article(typeName)} belongs here, not nothing", $"for example {word.Example} or {list.Example}");
            return false;
        }
        if (node is YamlScalar { Secret: false } scalar)
        {
            if (word.TryParse(scalar.Value, out var verdict) is null)
            {
                value = fromWord(verdict);
                return true;
            }
            if (Entries.Check(scalar.Value) is not null)
            {
                ReportNeither(scalar, binding);
                return false;
            }
        }
        if (!list.TryBind(node, binding, out var several))
            return false;
        value = fromList(several);
        return true;
    }

    private IScalarShape Entries => (IScalarShape)((IListShape)list).Item;

    private void ReportNeither(YamlScalar scalar, Binding binding)
    {
        var near = Nearest.Find(scalar.Value, word.Keywords.Concat(Entries.Keywords).Select(k => k.Text));
        var hint = word.Advice?.Invoke(scalar.Value) is { } advice ? advice
            : Entries.HintFor(scalar.Value) is { } entry && entry != Entries.HintFor("") ? entry
            : near is null ? $"one of {string.Join(", ", word.Keywords.Select(k => k.Text))}, or a list such as {list.Example}"
            : $"did you mean {near}?";
        binding.Report(scalar, $"{Words.Shown(scalar.Value)} is neither a {typeName} nor a known {Entries.TypeName}", hint);
    }

    internal override YamlNode Write(T value) =>
        split(value) is { IsWord: true } one ? word.Write(one.Word) : list.Write(split(value).List);
}
