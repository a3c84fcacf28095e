using Router.Core.State;

namespace Router.Features.Shaping;

/// <summary><c>interfaces NAME shaping</c>: the pace of a line, kept a little below its own, so that packets wait here.</summary>
public sealed record ShapingConfig
{
    /// <summary>Bytes a second that leave; null: as fast as the link is.</summary>
    public long? Up { get; init; }

    /// <summary>Bytes a second that arrive; null: as fast as they come.</summary>
    public long? Down { get; init; }

    /// <summary>What the line adds to each packet; null: what the kernel counts.</summary>
    public LineOverhead? Overhead { get; init; }

    public ShapingFairness Fair { get; init; }

    public CakeTins Diffserv { get; init; } = CakeTins.Three;
}

public enum ShapingFairness
{
    /// <summary>Each host inside has its share, and each flow of the host a part of that.</summary>
    Host,
    Flow,
}

/// <summary>
/// What a frame on the line has beside the IP packet. <paramref name="Word"/>: as the document says it; null: a number alone.
/// </summary>
public sealed record LineOverhead(int Bytes, CakeCells Cells = CakeCells.None, int SmallestFrame = 0, string? Word = null);
