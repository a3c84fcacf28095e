using System.Diagnostics.CodeAnalysis;

namespace Router.Core.Values;

/// <summary>Ports <c>First</c> to <c>Last</c>, both included: <c>443</c> or <c>5000-5010</c>.</summary>
public readonly record struct PortRange(ushort First, ushort Last)
{
    public static bool TryParse([NotNullWhen(true)] string? text, out PortRange range)
    {
        range = default;
        if (text is null)
            return false;
        var dash = text.IndexOf('-');
        var first = dash < 0 ? text : text[..dash];
        var last = dash < 0 ? text : text[(dash + 1)..];
        const System.Globalization.NumberStyles plain = System.Globalization.NumberStyles.None;
        if (!ushort.TryParse(first, plain, null, out var from) || !ushort.TryParse(last, plain, null, out var to))
            return false;
        range = new PortRange(from, to);
        return from > 0 && from <= to;
    }

    public override string ToString() => First == Last ? $"{First}" : $"{First}-{Last}";
}
