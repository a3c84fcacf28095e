using System.Text.Json.Serialization;

namespace Router.Api.Contract;

[JsonDerivedType(typeof(TakeLock), "take-lock")]
[JsonDerivedType(typeof(ReleaseLock), "release-lock")]
[JsonDerivedType(typeof(ShowLock), "show-lock")]
public abstract partial record Request
{
    /// <summary>
    /// Keeps everybody else's commits away for a while. <paramref name="Name"/> says who holds it, and for what; whoever gives the same
    /// name has it too, and a second time makes it last longer. Answer: <see cref="Response.CommitLock"/>, or <c>busy</c>.
    /// </summary>
    public sealed record TakeLock(string Name, int Minutes) : Request(Role.Admin)
    {
        /// <summary>Of the name.</summary>
        public const int LongestName = 200;

        /// <summary>A day, and an hour for what comes after it.</summary>
        public const int MostMinutes = 1500;
    }

    /// <summary>Ends the lock of this name; null: whoever holds it. Where it is held by another name, it stays.</summary>
    public sealed record ReleaseLock(string? Name) : Request(Role.Admin)
    {
        public override bool IsUrgent() => true;
    }

    /// <summary>Answer: <see cref="Response.CommitLock"/>.</summary>
    public sealed record ShowLock() : Request(Role.View);
}

[JsonDerivedType(typeof(CommitLock), "lock")]
public abstract partial record Response
{
    /// <summary>
    /// Who alone may commit; not <paramref name="Held"/>: everybody may, and the rest is null. <paramref name="Name"/>: what they call it.
    /// <paramref name="By"/>: the user, and where they sit.
    /// </summary>
    public sealed record CommitLock(bool Held, string? Name, string? By, DateTimeOffset? Since, DateTimeOffset? Until) : Response;
}
