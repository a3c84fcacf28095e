using Router.Documents;

namespace Router.Image.Boards;

/// <summary>
/// What is wrong with a board, each with its file. Notes are of files that boards share, where one kernel lacks what another has.
/// </summary>
public sealed record BoardReport(string Board, IReadOnlyList<Problem> Problems, IReadOnlyList<Problem> Notes);
