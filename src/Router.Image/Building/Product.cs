namespace Router.Image.Building;

internal static class Product
{
    /// <summary>Of the firmware: <c>1.2.3</c>.</summary>
    public static string Version { get; } = typeof(Product).Assembly.GetName().Version!.ToString(3);
}
