namespace Router.Image;

/// <summary>
/// An image cannot be built. <paramref name="how"/> says how to mend it; <paramref name="isInput"/>: what was asked for is wrong,
/// rather than this machine.
/// </summary>
public sealed class ImageException(string message, string? how = null, bool isInput = false, Exception? inner = null)
    : Exception(message, inner)
{
    public string? How { get; } = how;

    public bool IsInput { get; } = isInput;
}
