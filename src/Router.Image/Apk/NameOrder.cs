namespace Router.Image.Apk;

/// <summary>The order in which apk lists names: without regard to (ASCII) case, and where that is equal, with.</summary>
internal sealed class NameOrder : IComparer<string>
{
    public static readonly NameOrder Instance = new();

    public int Compare(string? x, string? y) =>
        string.Compare(x, y, StringComparison.OrdinalIgnoreCase) is var order && order != 0 ? order : string.CompareOrdinal(x, y);
}
