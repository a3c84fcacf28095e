namespace Router.Controller.Front;

/// <summary>A request that is not done, with what the other side is told.</summary>
/// <param name="status">Of HTTP.</param>
/// <param name="message">What is wrong, and how to mend it.</param>
internal sealed class Refusal(int status, string message) : Exception(message)
{
    public int Status { get; } = status;

    public static Refusal Wrong(string message) => new(StatusCodes.Status400BadRequest, message);

    public static Refusal Forbidden(string message) => new(StatusCodes.Status403Forbidden, message);

    public static Refusal NotThere(string message) => new(StatusCodes.Status404NotFound, message);

    public static Refusal Conflict(string message) => new(StatusCodes.Status409Conflict, message);
}
