using System.Buffers;

namespace Router.Documents.Yaml.Reading;

/// <summary>What may stand before a node: <c>!secret</c>. <paramref name="End"/> is the index behind it.</summary>
internal sealed record YamlTag(YamlPlace Place, int End, string Text)
{
    private static readonly SearchValues<char> Ends = SearchValues.Create(" \t\n\r,[]{}");

    public bool IsSecret => Text == YamlNode.SecretTag;

    public bool IsInactive => Text == YamlNode.InactiveTag;

    /// <summary>Null: there is none. Anchors and aliases end the reading.</summary>
    public static YamlTag? TryRead(YamlContext context)
    {
        var cursor = context.Cursor;
        var place = cursor.Place;
        switch (cursor.Current)
        {
            case '&':
                throw context.Broken(place, "anchors (&name) are not taken", "write the value out where it is needed");
            case '*':
                throw context.Broken(place, "aliases (*name) are not taken", "write the value out");
            case '!':
                var length = cursor.Rest.IndexOfAny(Ends);
                cursor.Skip(length < 0 ? cursor.Rest.Length : length);
                return new(place, cursor.At, cursor.From(place.At).ToString());
            default:
                return null;
        }
    }

    /// <summary>Those that are taken are <c>!secret</c> on a scalar, and <c>!inactive</c>, which is fine here.</summary>
    public void Refuse(YamlContext context)
    {
        if (!IsInactive)
            context.Report(
                Place,
                $"the tag {(Text.Length <= 40 ? Text : $"{Text.AsSpan(0, 40)}…")} is not taken",
                "the tags are !secret NAME, and !inactive in front of what is to have no effect");
    }
}
