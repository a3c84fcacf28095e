namespace Router.Image.Apk;

/// <summary>
/// A package, index, key or repository that is missing, broken or not trusted. The message says what, where and how to mend it.
/// </summary>
/// <param name="isInput">What was given is wrong, rather than this machine or its network.</param>
public sealed class ApkException(string message, Exception? inner = null, bool isInput = true) : Exception(message, inner)
{
    public bool IsInput { get; } = isInput;

    /// <summary>The server has no such file.</summary>
    public bool IsMissing { get; init; }
}
