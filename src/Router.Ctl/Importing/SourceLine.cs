namespace Router.Ctl.Importing;

/// <summary>
/// A line of a configuration that is imported. <paramref name="File"/>: as it lies on its router; <paramref name="Line"/> counts from 1;
/// <paramref name="Path"/> is in that product's words (<c>network.lan.ipaddr</c>).
/// </summary>
internal sealed record SourceLine(string File, int Line, string Path)
{
    /// <summary>The remark behind what came of it.</summary>
    public override string ToString() => $"{Path}, {File}:{Line}";
}
