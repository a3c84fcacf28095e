namespace Router.Core.State;

/// <summary>Which setting of a device.</summary>
/// <param name="Kind">What the device is.</param>
/// <param name="Device">A link, or a lamp as the kernel calls it.</param>
/// <param name="Word">What of it; empty where there is but one.</param>
public sealed record TuningKey(TuningKind Kind, string Device, string Word = "")
{
    public override string ToString() => $"{Kind.ToString().ToLowerInvariant()} {Device}{(Word.Length == 0 ? "" : $" {Word}")}";

    /// <summary>Reads what <see cref="ToString"/> gives; null: it is none.</summary>
    public static TuningKey? Parse(string text) =>
        text.Split(' ', 3) is [var kind, var device, .. var word] && Enum.TryParse<TuningKind>(kind, ignoreCase: true, out var known)
            ? new TuningKey(known, device, word.Length == 0 ? "" : word[0])
            : null;
}

public enum TuningKind
{
    /// <summary>What ethtool sets of a port.</summary>
    Port,

    /// <summary>How a port's packets are spread over processors.</summary>
    Steering,

    /// <summary>What makes a lamp shine.</summary>
    Led,
}
