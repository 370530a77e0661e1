using Xunit;

namespace TrainingCamp.Races.Tests.Support;

/// <summary>Memory and threads are the whole process's: while one of these tests counts them, no other test may run.</summary>
[CollectionDefinition(DisableParallelization = true)]
public sealed class Alone;
