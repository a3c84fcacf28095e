namespace Router.Image.Apk;

/// <summary>
/// Input that is refused: a package, index, key or repository that is missing, broken or not trusted. The message says
/// what, where and how to mend it.
/// </summary>
public sealed class ApkException(string message, Exception? inner = null) : Exception(message, inner);
