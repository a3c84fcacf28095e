using System.Text;

namespace Router.Core.Rulesets;

/// <summary>Writes many elements one after the other, without a string for each.</summary>
public sealed class ElementsWriter
{
    private readonly StringBuilder text = new();
    private readonly List<int> ends = [];
    private bool begun;

    /// <summary>Takes the text of one element more.</summary>
    public StringBuilder Next()
    {
        if (begun)
        {
            ends.Add(text.Length);
            text.Append(Elements.Separator);
        }
        begun = true;
        return text;
    }

    public Elements ToElements() => begun ? new(text.ToString(), ends.Count + 1, [.. ends]) : Elements.None;
}
