using System.Globalization;
using Router.Api.Contract;
using Router.Console.Language;
using Router.Console.Rendering;
using Router.Console.Verbs.Common;

namespace Router.Console.Verbs.Sessions;

internal static class ShowUsers
{
    public static readonly Command Verb = Show.Verb<Response.Users>(
        "users", "who is connected, from where, and what they do", new Request.ShowUsers(), Render);

    private static IEnumerable<string> Render(Response.Users users, Paint paint)
    {
        var rows = users.Items.Select(u => (IReadOnlyList<string>)
        [
            u.Id.ToString(CultureInfo.InvariantCulture),
            u.User,
            u.Role,
            u.Origin,
            Humane.Time(u.Since),
            u.Doing is null ? Humane.Duration(u.IdleSeconds) : "",
            u.Own ? "(this one)" : u.Doing ?? "",
        ]).ToList();
        return Table.Format(paint, ["ID", "USER", "ROLE", "FROM", "SINCE", "IDLE", "DOING"], rows);
    }
}
